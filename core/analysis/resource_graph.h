// SPDX-License-Identifier: GPL-3.0-or-later
// The resource-allocation graph of a moment (Holt 1972): which lane waits for which object since when and
// where, who holds what since when and where, and the rings that are deadlocks.
#pragma once

#include "core/analysis/wait_for_graph.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// A lane waits for an object. Times are ns since the session's origin.
struct ResourceRequest {
    LaneId lane;
    ObjectId object;
    std::int64_t since; ///< when the wait began
    SiteId site;        ///< where; 0 if it is not known
    bool timed;         ///< it ends by itself
    bool in_ring = false;
};

/// A lane holds an object.
struct ResourceAssignment {
    ObjectId object;
    LaneId lane;
    std::int64_t since; ///< when it acquired it; the moment itself if that is too long ago to be looked up
    SiteId site;        ///< where; 0 if it is not known
    bool in_ring = false;
};

struct ResourceGraph {
    std::int64_t time = 0;                       ///< the moment
    std::vector<ResourceRequest> requests;       ///< in the order of the lanes
    std::vector<ResourceAssignment> assignments; ///< in the order of the objects, then of the lanes
    std::vector<WaitCycle> rings;

    bool empty() const noexcept { return requests.empty() && assignments.empty(); }
};

/// Returns the graph at `time`. A wait for the end of a lane is a request for that worker, which nobody
/// holds. A ring is one when all its lanes have been blocked for at least `quiet_ns`. Any thread may call it.
/// What it reads of the lanes is bounded, so it takes milliseconds however long the trace is.
ResourceGraph resource_graph(const Trace& trace, std::int64_t time, std::int64_t quiet_ns = 0);

/// Returns the moment that is worth looking at where the user chose none: now, of a trace that grows; else
/// the middle of the longest of the lanes' last waits for what another one held; without such a wait the last
/// part of the longest one for anything else but a start or an end; or the end of the trace.
std::int64_t moment_of_interest(const Trace& trace, bool is_over);

/// Returns the ring_text() of each ring: "A to B waits for account B, held by B to A, which waits for account
/// A, held by A to B (both wait at two_locks.cpp:55)".
std::vector<std::string> ring_texts(const Trace& trace, const ResourceGraph& graph);

} // namespace interleave
