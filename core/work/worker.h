// What a member of a team works with.
#pragma once

#include "core/sync/gil.h"

#include <cstdint>
#include <random>
#include <source_location>
#include <string>
#include <utility>

namespace interleave {

/// Belongs to one worker's thread or process.
class Worker {
public:
    Worker(int index, std::mt19937_64 random, Gil* gil, double cost_factor)
        : index_(index)
        , random_(random)
        , gil_(gil)
        , cost_factor_(cost_factor) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// From 0.
    int index() const noexcept { return index_; }
    /// A generator of its own: same seed and index, same sequence.
    std::mt19937_64& random() noexcept { return random_; }

    /// Uses a processor for `units` of work, with a safe point about every 20 µs. Throws Stopped.
    void compute(std::uint64_t units, std::source_location where = std::source_location::current());
    /// The same for so much undisturbed processor time.
    void compute_ms(double ms, std::source_location where = std::source_location::current());

    /// To be called in every loop that does not compute(): here the run can stop and the GIL change hands.
    void safe_point(std::source_location where = std::source_location::current());

    /// A call that may block; without the GIL, where there is one. Recorded waits and sleeps do this by
    /// themselves.
    template <typename Call>
    decltype(auto) blocking(Call&& call, std::source_location where = std::source_location::current()) {
        hand_over(Operation::blocking_call, gil_ != nullptr ? gil_->object() : no_object);
        const WithoutGil without(where);
        return std::forward<Call>(call)();
    }

private:
    int index_;
    std::mt19937_64 random_;
    Gil* gil_;
    double cost_factor_; ///< of computing: above 1 with free threading
    std::uint64_t number_ = 1;
};

} // namespace interleave
