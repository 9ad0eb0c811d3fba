// SPDX-License-Identifier: GPL-3.0-or-later
// The moment until which a wait may last.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace interleave {

/// ns of the clock that waits are measured with: the scheduler's own where it has one, else CLOCK_MONOTONIC.
/// Any thread may call it.
std::int64_t wait_clock_ns() noexcept;
/// Nothing where that is CLOCK_MONOTONIC, on which the kernel's timers can be set.
std::optional<std::int64_t> scheduler_clock_ns() noexcept;

/// A moment on wait_clock_ns() until which a wait may last, or never.
class Deadline {
public:
    static constexpr Deadline never() noexcept { return Deadline(never_ns); }
    /// From now on; a duration that reaches beyond the clock is never.
    static Deadline in(std::chrono::nanoseconds duration) noexcept;
    /// At a moment of wait_clock_ns().
    static constexpr Deadline at(std::int64_t ns) noexcept { return Deadline(ns); }

    constexpr bool is_never() const noexcept { return ns_ == never_ns; }
    bool has_passed() const noexcept;
    /// From now on; 0 if it has passed. Not of a deadline that is never.
    std::chrono::nanoseconds left() const noexcept;
    /// ns of wait_clock_ns().
    constexpr std::int64_t ns() const noexcept { return ns_; }

private:
    static constexpr std::int64_t never_ns = std::numeric_limits<std::int64_t>::max();
    explicit constexpr Deadline(std::int64_t ns) noexcept : ns_(ns) {}
    std::int64_t ns_;
};

} // namespace interleave
