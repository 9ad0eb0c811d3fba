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
    static void use(ClockSource source) noexcept {
        uses_tsc_ = source == ClockSource::tsc;
        step_ = uses_tsc_ ? tsc_step : 1;
    }
    static ClockSource source() noexcept { return uses_tsc_ ? ClockSource::tsc : ClockSource::monotonic_raw; }

    /// Returns the ticks of now. The processor may read them a little early, before earlier loads are done.
    static std::uint64_t now() noexcept {
#if defined(__x86_64__)
        if (uses_tsc_) [[likely]]
            return __builtin_ia32_rdtsc();
#endif
        return monotonic_raw_ns();
    }

    /// Returns the ticks of now, never read before earlier loads are done. It costs twice as much. It is for
    /// measuring how long something took, and for an order that no ReleaseStamp can carry.
    static std::uint64_t now_ordered() noexcept {
#if defined(__x86_64__)
        if (uses_tsc_) [[likely]] {
            __builtin_ia32_lfence();
            return __builtin_ia32_rdtsc();
        }
#endif
        return monotonic_raw_ns();
    }

    /// Returns by how many ticks an effect is stamped later than its cause, if the clock does not say so
    /// itself. It is at least 1 ns, so that the order is still there after the conversion to ns.
    static std::uint64_t step() noexcept {
        return step_;
    }

private:
    static constexpr std::uint64_t tsc_step = 8; ///< more than 1 ns at any rate up to 7 GHz

    static inline bool uses_tsc_ = false;
    static inline std::uint64_t step_ = 1;
};

} // namespace interleave
