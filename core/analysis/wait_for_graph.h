// SPDX-License-Identifier: GPL-3.0-or-later
// Who waits for whom, and the rings in which everybody waits for the next for ever.
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
    bool blocked;       ///< off the CPU as far as known: neither spinning nor just woken
    bool timed;         ///< ends by itself
    std::vector<LaneId>
        waits_for{}; ///< who could end the wait: the holders, or the worker to be joined; empty if unknown
};

/// The lanes that wait at `time`, by lane. Any thread.
std::vector<WaitingLane> wait_for_graph(const Trace& trace, std::int64_t time);

/// A deadlock: each waits for an object that the next one holds (or for its end), the last for the first.
struct Ring {
    std::vector<WaitingLane> lanes;
};

/// One ring per cycle of those that can never go on: all whom they wait for are stuck as well. Timed waits
/// end, so who is in one is not stuck.
std::vector<Ring> find_rings(const std::vector<WaitingLane>& graph);

/// Rings at `time` whose lanes have all been blocked, without any change, for at least `quiet_ns`.
std::vector<Ring> find_deadlocks(const Trace& trace, std::int64_t time, std::int64_t quiet_ns);

} // namespace interleave
