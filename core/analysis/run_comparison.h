// SPDX-License-Identifier: GPL-3.0-or-later
// What two runs can be compared by: where their work begins and ends, so that they can be put on one time
// axis, and the figures of that work. Pure functions of a trace and its RunInfo.
#pragma once

#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// The stretch in which the workers of a run work, in ns since the trace's time 0.
struct TimeOfWork {
    std::int64_t preparation =
        0;                  ///< the first worker begins: before the work it is started and waits at a gate
    std::int64_t begin = 0; ///< the first worker leaves its start gate, or begins where there is none
    std::int64_t end = 0;   ///< the last worker ends

    std::int64_t length() const noexcept { return end - begin; }
    bool operator==(const TimeOfWork&) const = default;
};

/// Returns the indexes of the lanes that work: those that another lane started, in the order of their start;
/// all lanes if none was started by another, as in a schedule of the kernel. Any thread may call it.
std::vector<std::size_t> lanes_that_work(const Trace& trace);

/// Returns where the work of the trace is up to its present end. Any thread may call it.
TimeOfWork time_of_work(const Trace& trace);

/// Figures of the work. What the run's records cannot tell is empty; what is counted from a part of them is
/// at least so much, which `missing` says.
struct WorkFigures {
    TimeOfWork work;
    std::size_t lanes = 0;
    std::optional<double> lanes_at_once{}; ///< how many lanes were running at once, in the mean
    std::optional<std::int64_t> running_ns{};
    std::optional<std::int64_t> ready_ns{};
    std::optional<std::int64_t> waiting_ns{}; ///< for locks, the GIL and other objects, not at the start gate
    std::optional<std::int64_t> sleeping_ns{};
    std::optional<std::uint64_t> switches{};    ///< how often a lane was taken off a processor
    std::optional<std::uint64_t> preemptions{}; ///< of these, while it could go on
    std::uint64_t lost_records = 0;
    std::string missing{}; ///< missing_text(); empty if nothing is missing
};

/// Any thread may call it. It takes less than a second however long the trace is.
WorkFigures work_figures(const Trace& trace, const RunInfo& info);

} // namespace interleave
