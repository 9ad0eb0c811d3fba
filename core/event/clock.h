// One monotonic clock for all lanes: raw ticks when recording, nanoseconds when reading.
#pragma once

#include <cstdint>
#include <ctime>
#include <string>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace interleave {

/// Where ticks come from. The kernel's own records are stamped with CLOCK_MONOTONIC_RAW, which runs at a
/// constant rate of the TSC where the TSC is the kernel's clock source; so both have one time base.
enum class ClockSource : std::uint32_t { monotonic_raw = 0, tsc = 1 };

/// ns of CLOCK_MONOTONIC_RAW. Any thread.
inline std::uint64_t monotonic_raw_ns() noexcept {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC_RAW, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

/// The clock this process records with; set once, before the first event, from the session's header.
class Clock {
public:
    /// TSC where the processor's is invariant and the kernel itself uses it as its clock source.
    static ClockSource best_source();

    static void use(ClockSource source) noexcept { uses_tsc_ = source == ClockSource::tsc; }
    static ClockSource source() noexcept { return uses_tsc_ ? ClockSource::tsc : ClockSource::monotonic_raw; }

    /// Ticks, for events that come before a release: may be read a little early, which only moves a cause
    /// earlier.
    static std::uint64_t now() noexcept {
#if defined(__x86_64__)
        if (uses_tsc_) [[likely]]
            return __rdtsc();
#endif
        return monotonic_raw_ns();
    }

    /// Ticks, for events that follow an acquisition: never read before earlier loads are done. Without the
    /// fence one hand-off in twenty is stamped before the release that made it possible (measured on a 2-core
    /// machine).
    static std::uint64_t now_ordered() noexcept {
#if defined(__x86_64__)
        if (uses_tsc_) [[likely]] {
            _mm_lfence();
            return __rdtsc();
        }
#endif
        return monotonic_raw_ns();
    }

private:
    static inline bool uses_tsc_ = false;
};

/// One moment in both time bases.
struct ClockPair {
    std::uint64_t ticks;
    std::uint64_t ns; ///< CLOCK_MONOTONIC_RAW
};

/// The tightest of several readings, so that a preemption between the two clocks does not count.
ClockPair read_clock_pair(ClockSource source);

/// What a session's clock is, for its header and for `doctor`.
struct ClockDescription {
    ClockSource source;
    double ticks_per_ns;
    double resolution_ns; ///< least positive difference of two readings
};
ClockDescription describe_clock(ClockSource source);

/// Turns ticks into ns since an origin. The rate is refined from a base line that grows with the session; the
/// change is spread over the next interval so that time never jumps or runs backwards. One thread at a time.
class ClockConverter {
public:
    /// Takes a first pair now, and a second one after about 2 ms for the rate (none needed for
    /// CLOCK_MONOTONIC_RAW).
    explicit ClockConverter(ClockSource source);

    /// ns of CLOCK_MONOTONIC_RAW of a tick count.
    std::int64_t ns(std::uint64_t ticks) const noexcept {
        const auto delta = static_cast<std::int64_t>(ticks - anchor_ticks_);
        return anchor_ns_ + static_cast<std::int64_t>(static_cast<double>(delta) * ns_per_tick_);
    }

    /// Length in ns of so many ticks, at least 1; what is no duration (above an hour) is 1 as well.
    std::uint64_t duration_ns(std::uint64_t ticks) const noexcept {
        const double ns = static_cast<double>(ticks) * ns_per_tick_;
        return ns >= 1 && ns < 3.6e12 ? static_cast<std::uint64_t>(ns) : 1;
    }

    /// Refines the rate; cheap enough to call every few milliseconds (it acts every 50 ms).
    void refine();

    double ns_per_tick() const noexcept { return ns_per_tick_; }

private:
    ClockSource source_;
    ClockPair first_;
    std::uint64_t anchor_ticks_;
    std::int64_t anchor_ns_;
    double ns_per_tick_;
};

const char* name_of(ClockSource source) noexcept;

} // namespace interleave
