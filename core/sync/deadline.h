// SPDX-License-Identifier: GPL-3.0-or-later
// The moment at which a wait times out.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace interleave {

/// Returns the time in ns of the clock that waits are measured with: the scheduler's own clock if it has one,
/// else CLOCK_MONOTONIC. Any thread may call it.
std::int64_t wait_clock_ns() noexcept;
/// Returns nothing if that clock is CLOCK_MONOTONIC, on which the kernel's timers can be set.
std::optional<std::int64_t> scheduler_clock_ns() noexcept;

/// A moment on wait_clock_ns() until which a wait may last, or never.
class Deadline {
public:
    static constexpr Deadline never() noexcept { return Deadline(never_ns); }
    /// Returns the deadline after `duration` from now. A duration that reaches beyond the clock's range gives
    /// never().
    static Deadline in(std::chrono::nanoseconds duration) noexcept;
    /// Returns the deadline at a moment of wait_clock_ns().
    static constexpr Deadline at(std::int64_t ns) noexcept { return Deadline(ns); }

    constexpr bool is_never() const noexcept { return ns_ == never_ns; }
    bool has_passed() const noexcept;
    /// Returns the time from now until the deadline, 0 if it has passed. The deadline must not be never().
    std::chrono::nanoseconds left() const noexcept;
    /// Returns the moment in ns of wait_clock_ns().
    constexpr std::int64_t ns() const noexcept { return ns_; }

private:
    static constexpr std::int64_t never_ns = std::numeric_limits<std::int64_t>::max();
    explicit constexpr Deadline(std::int64_t ns) noexcept : ns_(ns) {}
    std::int64_t ns_;
};

} // namespace interleave
