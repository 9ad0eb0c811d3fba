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
    std::uint64_t acquisitions = 0; ///< also messages received and joins
    std::uint64_t contended = 0;    ///< acquisitions that had to wait
    std::uint64_t summed_up = 0;    ///< acquisitions that were recorded as sums, each of a short hold
    /// Of those that did not wait: their number × the mean of the sampled ones.
    std::int64_t uncontended_ns = 0;
    std::int64_t wait_ns = 0;           ///< summed over all waiters
    std::int64_t handoff_ns = 0;        ///< free while a lane waits for it
    std::int64_t hold_ns = 0;           ///< a lane holds it
    std::int64_t contended_hold_ns = 0; ///< of hold_ns, while others wait
    std::uint32_t max_waiters = 0;
};

/// Returns the times of one object within [from, until). Any thread may call it. It is quick however long the
/// trace is.
LockTimes lock_times(const Object& object, std::int64_t from, std::int64_t until);

/// Returns the times of all objects that a lane can wait for, within [from, until). Any thread may call it.
std::vector<LockTimes> lock_times(const Trace& trace, std::int64_t from, std::int64_t until);

} // namespace interleave
