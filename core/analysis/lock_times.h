// SPDX-License-Identifier: GPL-3.0-or-later
// The five parts of a lock's time: uncontended acquisition, wait, hand-off, hold, hold while others wait.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

struct LockTimes {
    ObjectId id;
    std::string name;
    ObjectKind kind;
    std::uint64_t acquisitions = 0;  ///< also messages received and joins
    std::uint64_t contended = 0;     ///< acquisitions that had to wait
    std::int64_t uncontended_ns = 0; ///< of those that had not: their number × the mean of the sampled ones
    std::int64_t wait_ns = 0;        ///< summed over all waiters
    std::int64_t handoff_ns = 0;     ///< let go but not yet obtained although wanted
    std::int64_t hold_ns = 0;        ///< somebody holds it
    std::int64_t contended_hold_ns = 0; ///< of hold_ns, while others wait
    std::uint32_t max_waiters = 0;
};

/// Of one object, within [from, until). Any thread. Quick, however long the trace is.
LockTimes lock_times(const Object& object, std::int64_t from, std::int64_t until);

/// Of all objects that can be waited for, within [from, until). Any thread.
std::vector<LockTimes> lock_times(const Trace& trace, std::int64_t from, std::int64_t until);

} // namespace interleave
