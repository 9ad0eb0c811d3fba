// SPDX-License-Identifier: GPL-3.0-or-later
// Sleeping on a word of memory until another thread or process changes it. All blocking in core/sync and
// core/work ends here, but for what only the kernel can wait for: that is between the begin and the end of a
// BlockingCall. Both ask the scheduler first (core/sync/scheduler.h), where there is one.
#pragma once

#include "core/sync/deadline.h"
#include "core/sync/scheduler.h"

#include <atomic>
#include <cstdint>
#include <limits>

namespace interleave {

/// Sleeps while `word` is `expected`. The word may lie in memory of one process or in memory that processes
/// share. Throws std::system_error for what only a wrong address could cause.
Woken futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                 Deadline deadline = Deadline::never());

/// Wakes at most `most` sleepers; how many it woke. Touches only the word's address, so the memory may
/// already belong to somebody else, who then sees a wake without cause.
int futex_wake(const std::atomic<std::uint32_t>& word, int most) noexcept;

/// Sleeps until the deadline: timed_out, or before it interrupted or woken without cause.
Woken sleep_until(Deadline deadline);

inline constexpr int all_sleepers = std::numeric_limits<int>::max();

} // namespace interleave
