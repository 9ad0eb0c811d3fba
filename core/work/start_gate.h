// Where workers stand until all are there, so that they begin together.
#pragma once

#include "core/event/record.h"
#include "core/sync/futex.h"

#include <atomic>
#include <cstdint>
#include <source_location>

namespace interleave {

/// In memory that all of them see.
class StartGate {
public:
    StartGate();
    StartGate(const StartGate&) = delete;
    StartGate& operator=(const StartGate&) = delete;

    /// A worker arrives and waits until the gate opens. False if it was given up: then there is nothing to
    /// do. Throws Stopped.
    bool arrive_and_wait(const std::source_location& where);

    /// Whoever opens waits until `workers` have arrived. False if they have not by then. Throws Stopped.
    bool wait_for(std::uint32_t workers, Deadline deadline, const std::source_location& where);
    /// Returns the moment it opened, ns of CLOCK_MONOTONIC_RAW.
    std::int64_t open(const std::source_location& where);
    /// Sends everybody home who stands there or will come.
    void give_up() noexcept { set(given_up); }

private:
    enum State : std::uint32_t { closed = 0, opened = 1, given_up = 2 };
    void set(State state) noexcept;

    ObjectId object_;
    std::atomic<std::uint32_t> arrived_{0};
    std::atomic<std::uint32_t> state_{closed};
};

} // namespace interleave
