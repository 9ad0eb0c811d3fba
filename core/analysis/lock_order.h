// SPDX-License-Identifier: GPL-3.0-or-later
// Locks that several lanes took in opposite orders: a deadlock that can happen, also where this run was
// lucky. The method is Goodlock's (Havelund 2000; Bensalem and Havelund 2005): a graph of locks, with an edge
// for each lock that a lane took while it held another one. A ring in it is a danger unless a further lock, a
// gate, keeps its lanes apart.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// A lane took a lock while it held another one.
struct LockStep {
    LaneId lane;
    ObjectId held;
    ObjectId taken;
    SiteId held_site;    ///< where it took the lock that it held, the first time; 0 if it is not known
    SiteId taken_site;   ///< where it then took the other one
    std::int64_t time;   ///< of the first time, ns since the session's origin
    std::uint64_t times; ///< how often
    std::vector<ObjectId> gates{}; ///< what else it held, each time, in the order of their ids
};

/// Each step takes the lock that the next one holds, the last step that of the first. Lanes and locks differ.
struct LockOrderRing {
    std::vector<LockStep> steps;
    std::vector<ObjectId> gates{}; ///< two of its lanes held each of these as well, so that it cannot happen

    bool is_danger() const noexcept { return gates.empty(); }
};

/// Returns the rings in which each lane could wait for the next for ever, dangers first. Only mutexes count:
/// a GIL is let go at every wait, and records do not tell whether a read-write lock was taken by a reader. A
/// lock that was tried, or waited for with a limit of time, is held but never waited for. Lanes that did not
/// live at the same time are in no ring. Where records of a lane are missing nothing is concluded from what
/// it held before. A pure function of the trace, which takes well below a second for 10 million events; any
/// thread may call it. In a graph of very many locks it may find only some of the rings. If a lane never
/// releases more than 32 locks, those are signals to others and do not count.
std::vector<LockOrderRing> lock_order_rings(const Trace& trace);

} // namespace interleave
