// SPDX-License-Identifier: GPL-3.0-or-later
// A real timer that fires on a period, for work that must come in time.
#pragma once

#include "core/sync/deadline.h"

#include <chrono>
#include <cstdint>
#include <source_location>

namespace interleave {

/// Fires each period from its making on. While it is waited for the lane is in the kernel for input (the
/// timer is a descriptor that is read), without the GIL if the caller holds one. Only one thread uses it.
class PeriodicTimer {
public:
    /// What a wait gave.
    struct Tick {
        std::uint64_t number; ///< of the period that is over, from 1
        std::uint64_t passed; ///< periods since the last wait; more than 1: some went by unseen
    };

    /// Throws RunError if the machine gives no timer.
    explicit PeriodicTimer(std::chrono::nanoseconds period);
    ~PeriodicTimer();
    PeriodicTimer(const PeriodicTimer&) = delete;
    PeriodicTimer& operator=(const PeriodicTimer&) = delete;

    /// Waits for the end of the running period; returns at once if one has ended meanwhile. Throws Stopped,
    /// RunError.
    Tick wait(std::source_location where = std::source_location::current());

    /// ns from the moment the tick was due until now.
    std::int64_t lateness_ns(const Tick& tick) const noexcept;

private:
    std::uint64_t read_timer(Deadline due) const noexcept;
    std::uint64_t sleep_through(Deadline due) const;

    int descriptor_;
    std::int64_t begin_ns_; ///< wait_clock_ns()
    std::int64_t period_ns_;
    std::uint64_t ticks_ = 0;
};

} // namespace interleave
