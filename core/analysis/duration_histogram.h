// SPDX-License-Identifier: GPL-3.0-or-later
// How long many stretches of time were: a histogram whose bins grow with the duration, so that waits of
// nanoseconds and of seconds fit beside each other in a few bytes. The idea is HdrHistogram's (Tene 2012).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// A value class for one thread at a time. Durations are ns.
class DurationHistogram {
public:
    /// One of the coarse bins that people look at: [from, until), twice as long as the one before.
    struct Bin {
        std::int64_t from;
        std::int64_t until;
        std::uint64_t count;

        bool operator==(const Bin&) const = default;
    };

    /// A negative duration counts as 0.
    void add(std::int64_t ns);
    /// Adds all that `other` has.
    void add(const DurationHistogram& other);

    static constexpr std::size_t most_exact = 128;

    bool empty() const noexcept { return count_ == 0; }
    std::uint64_t count() const noexcept { return count_; }
    std::int64_t total() const noexcept { return total_; }
    std::int64_t worst() const noexcept { return worst_; }
    /// Returns the mean, 0 without any.
    double mean() const noexcept;
    /// Returns the duration that `share` of all do not exceed (the nearest rank), 0 without any. Of up to
    /// `most_exact` durations it is exact, else within 0.4 %; that of all of them is the worst.
    std::int64_t percentile(double share) const;

    /// Returns the bins from the shortest to the longest duration, those without any between them included.
    std::vector<Bin> bins() const;

private:
    static constexpr unsigned steps_bits = 7; ///< each doubling is cut into 128 equal steps

    void count_in_slot(std::size_t slot, std::uint64_t number);
    void give_up_exactness();
    void note(std::uint64_t number, std::int64_t total, std::int64_t worst) noexcept;
    static std::size_t slot_of(std::uint64_t ns) noexcept;
    static std::uint64_t begin_of(std::size_t slot) noexcept;

    std::vector<std::int64_t> exact_;  ///< all durations, as long as they are few; then none
    std::vector<std::uint64_t> slots_; ///< of the shortest to the longest duration
    std::size_t first_slot_ = 0;       ///< number of the first of them
    std::uint64_t count_ = 0;
    std::int64_t total_ = 0;
    std::int64_t worst_ = 0;
};

} // namespace interleave
