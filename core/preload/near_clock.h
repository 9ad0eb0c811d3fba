// SPDX-License-Identifier: GPL-3.0-or-later
// The session's clock for what happens in close succession, at a fraction of its cost.
#pragma once

#include "core/event/clock.h"

#include <cstdint>

namespace interleave::preload {

/// Where the session's clock is a function of the C library, a reading costs about as much as a free lock.
/// Between two readings that are less than some 15 µs apart this one counts the processor's ticks instead.
/// Their rate is measured against the session's clock all the time. A thread that changed to a processor
/// whose count differs is noticed by that, and then the clock is read. The result lies a few ns behind the
/// clock, never before it: what caused the event is not stamped later. Only its thread uses it.
class NearClock {
public:
    constexpr NearClock() noexcept = default;

    /// Returns the ticks of the session's clock, never read before earlier loads are done.
    std::uint64_t now() noexcept {
#if defined(__x86_64__)
        if (Clock::source() == ClockSource::tsc)
            return Clock::now_ordered();
        __builtin_ia32_lfence();
        return time_at(__builtin_ia32_rdtsc());
#else
        return Clock::now_ordered();
#endif
    }
    /// The same, but it may be read a few ns too early, which is right for what is about to be done.
    std::uint64_t now_before() noexcept {
#if defined(__x86_64__)
        if (Clock::source() != ClockSource::tsc)
            return time_at(__builtin_ia32_rdtsc());
#endif
        return Clock::now();
    }

private:
    std::uint64_t time_at(std::uint64_t count) noexcept {
        const std::uint64_t passed = count - count_;
        if (passed < near && scale_ != 0) [[likely]]
            return time_ + ((passed * scale_) >> scale_bits);
        return read(count);
    }
    std::uint64_t read(std::uint64_t count) noexcept {
        // It is read after the count, so the time of a count is told a little too late.
        const std::uint64_t time = Clock::now();
        const std::uint64_t counted = count - reference_count_;
        if (reference_time_ == 0 || counted > far) {
            if (reference_time_ != 0 && counted < very_far && time > reference_time_)
                scale_ = ((time - reference_time_) << scale_bits) / counted;
            reference_time_ = time;
            reference_count_ = count;
        }
        time_ = time;
        count_ = count;
        return time;
    }

    static constexpr unsigned scale_bits = 24;
    static constexpr std::uint64_t near = 40'000;    ///< counts of a processor of 2 to 4 GHz: 20 to 10 µs
    static constexpr std::uint64_t far = 10'000'000; ///< enough to measure the rate: 2.5 ms and more
    static constexpr std::uint64_t very_far = 100'000'000'000; ///< no rate is measured over half a minute

    std::uint64_t time_ = 0;  ///< of the last reading of the clock
    std::uint64_t count_ = 0; ///< at that moment
    std::uint64_t scale_ = 0; ///< ns for each count, times 2^scale_bits; 0 until it is known
    std::uint64_t reference_time_ = 0;
    std::uint64_t reference_count_ = 0;
};

} // namespace interleave::preload
