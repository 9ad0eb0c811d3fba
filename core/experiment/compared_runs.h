// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that are put beside each other: the same scenario on several backends, or runs from files.
#pragma once

#include "core/engine/program_output.h"
#include "core/engine/session.h"
#include "core/trace/json_forward.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// So many are shown one above the other at most.
inline constexpr std::size_t most_compared = 3;

/// One of them. A copy is a snapshot, which any thread may keep.
struct ComparedRun {
    std::string name;                   ///< for people: the backend, or the file's name
    std::shared_ptr<const Trace> trace; ///< keeps all that it needs alive; complete, never nullptr
    RunInfo info;
    std::shared_ptr<const ProgramOutput> output{}; ///< of a recorded program that was captured, else nullptr
    std::string doubt{}; ///< what besides the program can have made its times; empty if nothing is known

    /// Whether the times cannot be taken for what the program did.
    bool is_doubtful() const noexcept { return !doubt.empty(); }
};

/// Makes the run and waits for its end. `go_on` is called several times a second; when it returns false the
/// run is stopped, and nothing is returned. The function blocks the calling thread. Throws RunError if it
/// cannot be started.
std::optional<ComparedRun> run_to_compare(const RunRequest& request, const std::string& name,
                                          const std::function<bool()>& go_on);

/// Makes one run on each of these backends, one after the other. `request.backend` is ignored. `progress` is
/// called several times a second with the runs so far; when it returns false the current run is stopped, and
/// what was complete is returned. The function blocks the calling thread. Throws RunError if an engine cannot
/// be started.
std::vector<ComparedRun>
run_on_backends(const RunRequest& request, const std::vector<Backend>& backends,
                const std::function<bool(const std::vector<ComparedRun>&)>& progress);

/// Reads a saved run, or another program's trace, to its end. `go_on` is called several times a second; when
/// it returns false, the function throws Cancelled. It blocks the calling thread. Throws RunError with one
/// line for what cannot be read.
ComparedRun read_compared_run(const std::string& path, const std::function<bool()>& go_on);

/// Returns their figures, as `interleave compare --json` prints them.
Json to_json(const std::vector<ComparedRun>& runs);

} // namespace interleave
