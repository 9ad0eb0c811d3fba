// SPDX-License-Identifier: GPL-3.0-or-later
// The state that the two ends of a ring share.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace interleave {

inline constexpr std::size_t cache_line = 64;

/// The shared state of one ring. The producer and the reader each write a cache line of their own, so that
/// neither side's progress invalidates the other's line on every record. It lies in the session region.
struct RingControl {
    alignas(cache_line) std::atomic<std::uint64_t> head; ///< records written so far; producer only
    std::atomic<std::uint64_t> dropped;                  ///< records that found no room; producer only
    std::atomic<std::uint64_t> told;       ///< how many of them a record in the ring tells; producer only
    std::atomic<std::uint64_t> lost_since; ///< time of the first that none tells, in ticks; producer only
    alignas(cache_line) std::atomic<std::uint64_t> tail; ///< records read so far; reader only
};
static_assert(sizeof(RingControl) == 2 * cache_line);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "the ring is shared between processes");

} // namespace interleave
