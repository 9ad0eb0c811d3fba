// Where workers stand until all are there, so that they begin together.
#pragma once

#include "core/event/record.h"
#include "core/sync/futex.h"

#include <atomic>
#include <cstdint>
#include <source_location>

namespace interleave {

/// Opens once for each round. In memory that all workers see.
class StartGate {
public:
    StartGate();
    StartGate(const StartGate&) = delete;
    StartGate& operator=(const StartGate&) = delete;

    /// A worker arrives for round `round` (from 0) and waits until the gate opens for it. False if it was
    /// given up: then there is nothing to do. Throws Stopped.
    bool arrive_and_wait(std::uint32_t round, const std::source_location& where);

    /// Whoever opens waits until there were `arrivals`, of all rounds together. False if not by then. Throws
    /// Stopped.
    bool wait_for(std::uint32_t arrivals, Deadline deadline, const std::source_location& where);
    /// Opens it for the next round. Returns the moment, ns of CLOCK_MONOTONIC_RAW.
    std::int64_t open(const std::source_location& where);
    /// Sends everybody home who stands there or will come.
    void give_up() noexcept;

private:
    static constexpr std::uint32_t given_up = 0xffff'ffff;

    ObjectId object_;
    std::atomic<std::uint32_t> arrived_{0};
    std::atomic<std::uint32_t> opened_{0}; ///< rounds, or given_up
};

} // namespace interleave
