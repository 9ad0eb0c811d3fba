// SPDX-License-Identifier: GPL-3.0-or-later
// A gate at which workers wait until all have arrived, so that they begin together.
#pragma once

#include "core/event/record.h"
#include "core/event/release_stamp.h"
#include "core/event/ring_control.h"
#include "core/sync/futex.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <source_location>

namespace interleave {

/// It opens once for each round. It lies in memory that all workers share.
class StartGate {
public:
    StartGate();
    StartGate(const StartGate&) = delete;
    StartGate& operator=(const StartGate&) = delete;

    /// A worker arrives for round `round` (from 0) and waits until the gate opens for it. Returns false if
    /// the gate was given up; the worker then has nothing to do. Throws Stopped.
    bool arrive_and_wait(std::uint32_t round, const std::source_location& where);
    /// Is called after the gate opened. Worker `index` of `workers` in this round moves to a processor of its
    /// own and spins until the others have done so. The kernel wakes the workers one after the other, and
    /// often places two of them on one processor for longer than a measurement takes. Afterwards each runs
    /// where the kernel places it. It does nothing if there are more workers than usable processors, or
    /// under a scheduler with a clock of its own, and spins for at most 10 ms, because a worker that has not
    /// come by then has no processor to run on.
    void line_up(std::uint32_t round, std::uint32_t workers, std::uint32_t index) noexcept;

    /// Is called by a worker that will not arrive any more.
    void leave() noexcept;

    /// Waits until there were `arrivals`, of all rounds together. Returns false if a worker left before that,
    /// or if `cannot_complete()` returns true because a worker will never arrive. It is called once a second,
    /// because a worker that was killed cannot call leave(). Throws Stopped.
    bool wait_for(std::uint32_t arrivals, const std::function<bool()>& cannot_complete,
                  const std::source_location& where);
    /// Opens it for the next round.
    void open(const std::source_location& where);
    /// Makes arrive_and_wait() return false for all workers that wait or will arrive.
    void give_up() noexcept;

private:
    static constexpr std::uint32_t given_up = 0xffff'ffff;
    static constexpr std::uint32_t somebody_left = 0x8000'0000; ///< a flag in the number of arrivals

    ObjectId object_;
    std::atomic<std::uint32_t> arrived_{0};
    std::atomic<std::uint32_t> opened_{0}; ///< rounds, or given_up
    ReleaseStamp arrival_;                 ///< the latest one
    ReleaseStamp opening_;
    alignas(cache_line) std::atomic<std::uint32_t> passed_{0}; ///< workers that have passed, of all rounds
};

} // namespace interleave
