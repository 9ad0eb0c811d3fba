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
    std::uint64_t acquisitions = 0;
    std::uint64_t contended = 0;     ///< acquisitions that had to wait
    std::int64_t uncontended_ns = 0; ///< estimated from the sampled acquisitions
    std::int64_t wait_ns = 0;        ///< summed over all waiters
    std::int64_t handoff_ns = 0;     ///< let go but not yet obtained although wanted
    std::int64_t hold_ns = 0;
    std::int64_t contended_hold_ns = 0;
    std::uint32_t max_waiters = 0;
};

/// Of all objects that can be waited for, within [from, until). Any thread.
std::vector<LockTimes> lock_times(const Trace& trace, std::int64_t from, std::int64_t until);

} // namespace interleave
