// SPDX-License-Identifier: GPL-3.0-or-later
// The wait-for graph: which lane waits for which, and the cycles in it that are deadlocks.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// A lane that waits for an object at a moment.
struct WaitingLane {
    LaneId lane;
    ObjectId object;
    std::int64_t since; ///< begin of its present state
    bool blocked;       ///< off the CPU as far as known, so neither spinning nor just woken
    bool timed;         ///< the wait ends by itself
    /// The lanes that could end the wait: the holders, or the worker to be joined. Empty if unknown.
    std::vector<LaneId> waits_for{};
};

/// Returns the lanes that wait at `time`, in order of their numbers. Any thread may call it.
std::vector<WaitingLane> wait_for_graph(const Trace& trace, std::int64_t time);

/// A deadlock. Each lane waits for an object that the next one holds, or for its end, and the last waits for
/// the first.
struct WaitCycle {
    std::vector<WaitingLane> lanes;
};

/// Returns the cycles of lanes that can never continue, because all lanes that they wait for are stuck as
/// well. A lane in a timed wait is not stuck, as its wait ends.
std::vector<WaitCycle> find_cycles(const std::vector<WaitingLane>& graph);

/// Returns the cycles at `time` whose lanes have all been blocked, without any change, for at least
/// `quiet_ns`.
std::vector<WaitCycle> find_deadlocks(const Trace& trace, std::int64_t time, std::int64_t quiet_ns);

} // namespace interleave
