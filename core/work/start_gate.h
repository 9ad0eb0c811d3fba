// SPDX-License-Identifier: GPL-3.0-or-later
// Where workers stand until all are there, so that they begin together.
#pragma once

#include "core/event/record.h"
#include "core/event/ring_control.h"
#include "core/sync/futex.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <source_location>

namespace interleave {

/// Opens once for each round. In memory that all workers see.
class StartGate {
public:
    StartGate();
    StartGate(const StartGate&) = delete;
    StartGate& operator=(const StartGate&) = delete;

    /// A worker arrives for round `round` (from 0) and waits until the gate opens for it. Returns false if it
    /// was given up: then there is nothing to do. Throws Stopped.
    bool arrive_and_wait(std::uint32_t round, const std::source_location& where);
    /// Behind the open gate: worker `index` of `workers` in this round goes to a processor of its own and
    /// waits busily for the others. The kernel wakes one after the other, and often two of them on one
    /// processor, which it leaves like that for longer than many a measurement takes. From there on each runs
    /// where the kernel wants. Nothing is done where there are more workers than usable processors, and
    /// nobody waits for long: whoever does not come then has no processor to come on.
    void line_up(std::uint32_t round, std::uint32_t workers, std::uint32_t index) noexcept;

    /// A worker tells that it will not come any more.
    void leave() noexcept;

    /// Whoever opens waits until there were `arrivals`, of all rounds together. Returns false if a worker
    /// left before that, or if `cannot_complete()` says that one will never come: it is asked once a second,
    /// as a worker that was killed cannot leave. Throws Stopped.
    bool wait_for(std::uint32_t arrivals, const std::function<bool()>& cannot_complete,
                  const std::source_location& where);
    /// Opens it for the next round.
    void open(const std::source_location& where);
    /// Sends everybody home who stands there or will come.
    void give_up() noexcept;

private:
    static constexpr std::uint32_t given_up = 0xffff'ffff;
    static constexpr std::uint32_t somebody_left = 0x8000'0000; ///< beside the number of arrivals

    ObjectId object_;
    std::atomic<std::uint32_t> arrived_{0};
    std::atomic<std::uint32_t> opened_{0};                     ///< rounds, or given_up
    alignas(cache_line) std::atomic<std::uint32_t> passed_{0}; ///< workers that are through, of all rounds
};

} // namespace interleave
