// SPDX-License-Identifier: GPL-3.0-or-later
// Sleeps on a word of memory until another thread or process changes it. All blocking in core/sync and
// core/work ends here, except for what only the kernel can wait for, which a BlockingCall brackets. Both ask
// the scheduler first (core/sync/scheduler.h), if there is one.
#pragma once

#include "core/sync/deadline.h"
#include "core/sync/scheduler.h"

#include <atomic>
#include <cstdint>
#include <limits>

namespace interleave {

/// Sleeps while `word` is `expected`. The word may lie in memory of one process or in memory that processes
/// share. Throws std::system_error for errors that only a wrong address can cause.
Woken futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                 Deadline deadline = Deadline::never());

/// Wakes at most `most` sleepers and returns how many it woke. It uses only the word's address, so the memory
/// may already have another use, which then sees a spurious wake-up.
int futex_wake(const std::atomic<std::uint32_t>& word, int most) noexcept;

/// Sleeps until the deadline and returns timed_out, or earlier and returns interrupted or, for a spurious
/// wake-up, woken.
Woken sleep_until(Deadline deadline);

namespace detail {
/// What both do where no scheduler answers for the kernel. A scheduler itself holds lanes with them.
Woken wait_in_kernel(const std::atomic<std::uint32_t>& word, std::uint32_t expected, Deadline deadline);
int wake_in_kernel(const std::atomic<std::uint32_t>& word, int most) noexcept;
} // namespace detail

inline constexpr int all_sleepers = std::numeric_limits<int>::max();

} // namespace interleave
