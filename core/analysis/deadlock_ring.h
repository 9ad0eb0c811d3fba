// SPDX-License-Identifier: GPL-3.0-or-later
// The rings of a run that a deadlock ended, as places in its trace.
#pragma once

#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// One lane of a ring waits for an object that another one holds.
struct RingLink {
    LaneId waiter;
    ObjectId object;
    LaneId holder;
};

struct DeadlockRing {
    std::vector<RingLink>
        links;          ///< the holder of each is the waiter of the next, of the last that of the first
    std::int64_t since; ///< when the last of them began to wait, ns since the session's origin
};

/// Returns the rings that the run's outcome names and the trace knows. It is empty for a run without a
/// deadlock, and for an outcome of another form.
std::vector<DeadlockRing> deadlock_rings(const Trace& trace, const RunInfo& info);

} // namespace interleave
