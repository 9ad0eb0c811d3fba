// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a critical path each lane, state, object and named work is.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/trace/state.h"

#include <cstdint>
#include <vector>

namespace interleave {

struct LaneShare {
    LaneId lane;
    std::int64_t ns = 0; ///< of the path that goes through it
};

/// What an object has to do with the path. The two times do not overlap: nobody waits for what it holds.
struct ObjectShare {
    ObjectId object;
    std::int64_t waited_ns = 0; ///< of the path in which its lane waits for the object, hand-overs included
    std::int64_t held_ns = 0;   ///< in which its lane holds it; of several holders the latest counts alone
    std::uint64_t passages = 0; ///< how often the path comes through it from one lane to another
    std::int64_t ns() const noexcept { return waited_ns + held_ns; }
};

/// Work within work counts for both.
struct WorkShare {
    ObjectId name;           ///< a label; of several that read the same the first one
    std::int64_t ns = 0;     ///< of the path in which its lane is at this work
    std::int64_t all_ns = 0; ///< in which any lane is, added up over all of them, as long as the path lasts
};

/// Each list has the greatest first, and of what the path has something of only.
struct PathShares {
    StateTimes states{};
    std::vector<LaneShare> lanes{};
    std::vector<ObjectShare> objects{};
    std::vector<WorkShare> work{};
    std::int64_t handover_ns = 0;    ///< from what let a lane go on until it did
    std::int64_t untold_wait_ns = 0; ///< in waits of which nothing tells who ended them
};

/// Adds it up. `path` must be of the trace. Any thread may call it.
PathShares path_shares(const Trace& trace, const CriticalPath& path);

} // namespace interleave
