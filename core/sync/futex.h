// SPDX-License-Identifier: GPL-3.0-or-later
// Sleeping on a word of memory until another thread or process changes it. All blocking in core/sync and
// core/work ends here, so this is also where a controlled scheduler can put a lane to sleep by its own rules.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>

namespace interleave {

/// A moment on CLOCK_MONOTONIC until which a wait may last, or never.
class Deadline {
public:
    static constexpr Deadline never() noexcept { return Deadline(endless); }
    /// From now on; a duration that reaches beyond the clock is never.
    static Deadline in(std::chrono::nanoseconds duration) noexcept;

    constexpr bool is_never() const noexcept { return ns_ == endless; }
    bool has_passed() const noexcept;
    /// ns of CLOCK_MONOTONIC.
    constexpr std::int64_t ns() const noexcept { return ns_; }

private:
    static constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();
    explicit constexpr Deadline(std::int64_t ns) noexcept : ns_(ns) {}
    std::int64_t ns_;
};

/// How a futex_wait came back.
enum class Woken {
    woken,       ///< by futex_wake (or without cause, as the kernel allows itself)
    changed,     ///< at once: the word was no longer what was expected
    interrupted, ///< by a signal
    timed_out
};

/// Sleeps while `word` is `expected`. The word may lie in memory of one process or in memory that processes
/// share. Throws std::system_error for what only a wrong address could cause.
Woken futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                 Deadline deadline = Deadline::never());

/// Wakes at most `most` sleepers; how many it woke. Touches only the word's address, so the memory may
/// already belong to somebody else, who then sees a wake without cause.
int futex_wake(const std::atomic<std::uint32_t>& word, int most) noexcept;

inline constexpr int all_sleepers = std::numeric_limits<int>::max();

} // namespace interleave
