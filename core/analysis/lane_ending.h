// SPDX-License-Identifier: GPL-3.0-or-later
// How lanes ended: by themselves, by what went wrong in them, or with their process. Pure functions of a
// trace.
#pragma once

#include "core/analysis/trace_walk.h"
#include "core/trace/trace.h"

#include <optional>
#include <string>

namespace interleave {

/// How a lane ended.
struct LaneEnding {
    enum class By {
        itself,    ///< its body returned
        exception, ///< an exception left its body
        signal,    ///< its thread got a signal that ended its process; of a process: it was killed
        process,   ///< its process ended
        run,       ///< its process was killed because the run was over
    };

    By by = By::itself;
    int signal = 0;           ///< that ended its process; 0: none
    int code = 0;             ///< of a process that ended without a signal
    LaneId culprit = no_lane; ///< whose signal ended the process of this lane, no_lane if that is not known
    std::string what{};       ///< what was thrown, as text that can be cut; empty if it is not known
    std::optional<LanePlace> place{}; ///< where it was last, of an exception and a signal

    /// Whether something went wrong in the lane itself.
    bool is_failure() const noexcept { return by == By::exception || by == By::signal; }
};

/// Returns the lane whose signal ended the process, nullptr if none is known.
const Lane* culprit_of(const Trace& trace, std::int32_t pid);

/// Returns how a lane ended, or nothing while it goes on, or if that is not known. Any thread may call it.
std::optional<LaneEnding> lane_ending(const Trace& trace, const Lane& lane);

/// Whether the lane was still there when the recording ended, so its end is the picture's and not its own:
/// nobody told of an end, as in a kernel schedule of threads that went on. Any thread may call it.
bool outlived_recording(const Trace& trace, const Lane& lane);

/// Returns "after crash.cpp:52", or "crash.cpp:52" if the lane was still there; empty if it is not known.
std::string place_text(const Trace& trace, const std::optional<LanePlace>& place);

/// Returns what is said of an end where there is little room: "signal 11", "exception", "with worker 2",
/// "with its process", "with the run"; empty for a lane that ended by itself. `culprit` is the culprit's
/// name.
std::string short_text(const LaneEnding& ending, const std::string& culprit);
/// Returns the same in full: "signal 11 (segmentation fault)", "an exception: no luck", "the end of its
/// process, by signal 11 in worker 2".
std::string full_text(const LaneEnding& ending, const std::string& culprit);

} // namespace interleave
