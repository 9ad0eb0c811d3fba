// SPDX-License-Identifier: GPL-3.0-or-later
// A real timer that fires periodically, for work that has deadlines.
#pragma once

#include "core/sync/deadline.h"

#include <chrono>
#include <cstdint>
#include <source_location>

namespace interleave {

/// It fires once in each period, counted from its construction. A lane that waits for it is shown in the
/// state io, because the timer is a descriptor that is read. The GIL is dropped if the caller holds one. Only
/// one thread uses it.
class PeriodicTimer {
public:
    /// The result of a wait.
    struct Tick {
        std::uint64_t number; ///< of the period that is over, from 1
        std::uint64_t passed; ///< periods since the last wait; more than 1: some were missed
    };

    /// Throws RunError if the system gives no timer.
    explicit PeriodicTimer(std::chrono::nanoseconds period);
    ~PeriodicTimer();
    PeriodicTimer(const PeriodicTimer&) = delete;
    PeriodicTimer& operator=(const PeriodicTimer&) = delete;

    /// Waits for the end of the current period. Returns at once if one has ended since the last wait. Throws
    /// Stopped, RunError.
    Tick wait(std::source_location where = std::source_location::current());

    /// Returns the ns from the moment at which the tick was due until now.
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
