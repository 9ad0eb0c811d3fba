// SPDX-License-Identifier: GPL-3.0-or-later
// The description of a run, as plain data. With its trace it is all that a report, a picture, the window or a
// file needs, so a run that goes on, one that has ended and one from a file are shown in the same way.
#pragma once

#include "core/event/collector.h"
#include "core/trace/check.h"
#include "core/trace/machine.h"
#include "core/trace/named_values.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

enum class Ended { finished, stopped, time_limit, crashed, deadlock };
const char* name_of(Ended ended) noexcept; ///< "finished", "stopped", "time limit", "crashed", "deadlock"

/// The name in RunInfo::outcome of the rings that ended the run, each {"lanes": [names], "objects": [names],
/// "lines": ["file:line"]}, where each lane waits at its line for the object of the same place, which the
/// next lane holds.
inline constexpr const char* deadlock_key = "deadlock";

/// A source file that a run's places name, as it was then.
struct SourceText {
    std::string file; ///< its name without folders: "lost_update.cpp"; of a recorded program its path, as
                      ///< Trace::file_path() has it
    std::shared_ptr<const std::string> text;
};

/// A run has so many of them at most.
inline constexpr std::size_t most_source_texts = 64;

/// Names, not enumerations or pointers, say what ran: a file may be of a scenario or a backend that this
/// program does not know. A copy is a snapshot, which any thread may keep.
struct RunInfo {
    std::string scenario;      ///< as typed: "lost-update"; empty if it is a recording of other programs
    std::string title;         ///< as read: "The lost update"
    std::string mode = "free"; ///< of a recording of other programs what it is: "kernel schedule"
    std::string backend;       ///< "threads", "gil" or "processes"
    NamedValues parameters{};
    std::uint64_t seed = 0;
    Machine machine{};
    std::string switch_records; ///< "on", or "off" and why
    std::string limited{};      ///< what a limit of the process made smaller, and why; empty if nothing

    std::uint64_t ring_records = 0; ///< that a lane's ring holds; 0 if it is not known
    std::string ring_remedy{}; ///< the parameter with which the expected records fit: "rounds=9 or less";
                               ///< empty if they fit, or no parameter helps

    std::int64_t begun_unix_ns = 0; ///< date and time of the trace's time 0, ns since 1970
    std::int64_t origin_ns = 0;     ///< the trace's time 0 on CLOCK_MONOTONIC_RAW, ns; of a recording of
                                    ///< other programs on the clock of its times
    std::int64_t wall_ns = 0;       ///< from there to the run's end, or to now while it goes on
    CollectorCounts counts;         ///< of records passed on and lost

    /// How many processors other work than the run used meanwhile, a window that draws it included. It is
    /// empty while the run goes on, and if the run was too short to tell.
    std::optional<double> processors_of_others{};

    /// How many times as much processor time computing took as an undisturbed processor needs. It is empty
    /// while the run goes on, and if the run computed too little to tell.
    std::optional<double> processor_slowdown{};

    std::optional<Ended> ended;        ///< none while the run goes on, and where it is not known
    std::string error;                 ///< one line, empty if all went well
    NamedValues outcome{};             ///< empty while the run goes on
    std::vector<SourceText> sources{}; ///< the first one is the scenario's page, of a recorded program where
                                       ///< it was first seen; more may come while that runs
    std::vector<Check> checks; ///< decided when the run ends, and not again: the doubts are of that moment
};

/// Whether it is a run of a scenario. A recording of other programs has neither backend, parameters, seed nor
/// an end that is told.
inline bool is_of_scenario(const RunInfo& info) noexcept {
    return !info.scenario.empty();
}

} // namespace interleave
