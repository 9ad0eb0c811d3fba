// SPDX-License-Identifier: GPL-3.0-or-later
// How durations spread: their number, sum, median, 95th percentile, the longest, and a histogram.
#pragma once

#include <cstdint>
#include <vector>

namespace interleave {

/// Times are ns. Percentiles are by the nearest rank: at least that share of all durations is no longer.
struct DurationSpread {
    std::uint64_t count = 0; ///< if it is 0 the rest says nothing
    std::int64_t sum = 0;
    std::int64_t median = 0;
    std::int64_t p95 = 0;
    std::int64_t most = 0;

    bool operator==(const DurationSpread&) const = default;
};

/// Puts `durations` in another order. Any thread may call it.
DurationSpread spread_of(std::vector<std::int64_t>& durations);

/// One bar of a histogram: durations in [from, until), ns.
struct DurationBin {
    std::int64_t from;
    std::int64_t until;
    std::uint64_t count;

    bool operator==(const DurationBin&) const = default;
};

/// Returns the bars from the least duration to the greatest, without a gap. Their edges are 1, 2 and 5 times
/// the powers of ten, because durations differ by powers of ten. What is below 1 ns is in the bar from 0.
std::vector<DurationBin> bins_of(const std::vector<std::int64_t>& durations);

} // namespace interleave
