// SPDX-License-Identifier: GPL-3.0-or-later
// The interface that a team gives to each of its workers.
#pragma once

#include "core/sync/blocking_call.h"
#include "core/sync/gil.h"

#include <cstdint>
#include <random>
#include <source_location>
#include <utility>

namespace interleave {

/// It belongs to one worker's thread or process.
class Worker {
public:
    Worker(int index, std::mt19937_64 random, double cost_factor)
        : index_(index)
        , random_(random)
        , cost_factor_(cost_factor) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Returns the worker's index, from 0.
    int index() const noexcept { return index_; }
    /// Returns the worker's own generator. The same seed and index give the same sequence.
    std::mt19937_64& random() noexcept { return random_; }

    /// Uses a processor for so much of its undisturbed time, with safe points. Throws Stopped.
    void compute_ms(double ms, std::source_location where = std::source_location::current());
    void compute_us(double us, std::source_location where = std::source_location::current()) {
        compute_ms(us / 1e3, where);
    }

    /// Must be called in every loop without another recorded operation. Throws Stopped.
    void safe_point(std::source_location where = std::source_location::current());

    /// Makes a call that may block, without the GIL if there is one, and without control by a scheduler. It
    /// is not for recorded waits and sleeps, which do that themselves.
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
