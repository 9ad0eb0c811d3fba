// SPDX-License-Identifier: GPL-3.0-or-later
// What a member of a team works with.
#pragma once

#include "core/sync/blocking_call.h"
#include "core/sync/gil.h"

#include <cstdint>
#include <random>
#include <source_location>
#include <utility>

namespace interleave {

/// Belongs to one worker's thread or process.
class Worker {
public:
    Worker(int index, std::mt19937_64 random, double cost_factor)
        : index_(index)
        , random_(random)
        , cost_factor_(cost_factor) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// From 0.
    int index() const noexcept { return index_; }
    /// A generator of its own: same seed and index, same sequence.
    std::mt19937_64& random() noexcept { return random_; }

    /// Uses a processor for so much of its undisturbed time, with safe points. Throws Stopped.
    void compute_ms(double ms, std::source_location where = std::source_location::current());
    void compute_us(double us, std::source_location where = std::source_location::current()) {
        compute_ms(us / 1e3, where);
    }

    /// To be called in every loop that does nothing else of what is recorded. Throws Stopped.
    void safe_point(std::source_location where = std::source_location::current());

    /// A call that may block; without the GIL, where there is one, and out of reach of a scheduler. Recorded
    /// waits and sleeps see to that themselves, and are not for here.
    template <typename Call>
    decltype(auto) blocking(Call&& call, std::source_location where = std::source_location::current()) {
        hand_over(Operation::blocking_call, no_object, where);
        const WithoutGil without(where);
        const BlockingCall call_in_kernel;
        return std::forward<Call>(call)();
    }

private:
    int index_;
    std::mt19937_64 random_;
    double cost_factor_; ///< of computing: above 1 with free threading
};

} // namespace interleave
