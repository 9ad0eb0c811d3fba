// SPDX-License-Identifier: GPL-3.0-or-later
// One monotonic clock for all lanes: the raw ticks that a record is stamped with.
#pragma once

#include <cstdint>
#include <ctime>

namespace interleave {

/// The clock that ticks are read from. The kernel's own records are stamped with CLOCK_MONOTONIC_RAW, which
/// runs at a constant rate of the TSC where the TSC is the kernel's clock source; so both have one time base.
enum class ClockSource : std::uint32_t { monotonic_raw = 0, tsc = 1 };

/// Returns the time of CLOCK_MONOTONIC_RAW in ns. Any thread may call it.
inline std::uint64_t monotonic_raw_ns() noexcept {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC_RAW, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

/// The clock that this process records with. It is set once, before the first event, from the session's
/// header.
class Clock {
public:
    static void use(ClockSource source) noexcept { uses_tsc_ = source == ClockSource::tsc; }
    static ClockSource source() noexcept { return uses_tsc_ ? ClockSource::tsc : ClockSource::monotonic_raw; }

    /// Returns ticks for an event that comes before a release. The processor may read them a little early,
    /// which only moves a cause earlier.
    static std::uint64_t now() noexcept {
#if defined(__x86_64__)
        if (uses_tsc_) [[likely]]
            return __builtin_ia32_rdtsc();
#endif
        return monotonic_raw_ns();
    }

    /// Returns ticks for an event that follows an acquisition. They are never read before earlier loads are
    /// done: without the fence one hand-off in twenty is stamped before the release that made it possible
    /// (measured on a 2-core machine).
    static std::uint64_t now_ordered() noexcept {
#if defined(__x86_64__)
        if (uses_tsc_) [[likely]] {
            __builtin_ia32_lfence();
            return __builtin_ia32_rdtsc();
        }
#endif
        return monotonic_raw_ns();
    }

private:
    static inline bool uses_tsc_ = false;
};

} // namespace interleave
