// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/duration_spread.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace interleave {

namespace {

/// Returns the bars' edges: 0, 1, 2, 5, 10 … until the last is beyond every duration of a trace.
const std::vector<std::int64_t>& all_edges() {
    static const std::vector<std::int64_t> all = [] {
        std::vector<std::int64_t> edges{0};
        for (std::int64_t power = 1; power <= 1'000'000'000'000'000; power *= 10)
            for (const std::int64_t leading : {1, 2, 5})
                edges.push_back(leading * power);
        return edges;
    }();
    return all;
}

} // namespace

DurationSpread spread_of(std::vector<std::int64_t>& durations) {
    DurationSpread spread;
    spread.count = durations.size();
    if (durations.empty())
        return spread;
    spread.sum = std::accumulate(durations.begin(), durations.end(), std::int64_t{0});
    const auto place_of = [&](std::size_t percent) {
        const std::size_t rank = (durations.size() * percent + 99) / 100; // from 1
        return durations.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    };
    // What is below one percentile need not be looked through for the next.
    const auto p95 = place_of(95);
    const auto median = place_of(50);
    std::nth_element(durations.begin(), p95, durations.end());
    spread.p95 = *p95;
    spread.most = *std::max_element(p95, durations.end());
    if (median != p95)
        std::nth_element(durations.begin(), median, p95);
    spread.median = *median;
    return spread;
}

std::vector<DurationBin> bins_of(const std::vector<std::int64_t>& durations) {
    const std::vector<std::int64_t>& edges = all_edges();
    std::vector<std::uint64_t> counts(edges.size() - 1);
    std::size_t bin = 0; // neighbours are often alike
    for (const std::int64_t duration : durations) {
        if (duration < edges[bin] || duration >= edges[bin + 1]) {
            const auto above =
                static_cast<std::size_t>(std::ranges::upper_bound(edges, duration) - edges.begin());
            bin = std::clamp<std::size_t>(above, 1, counts.size()) - 1;
        }
        ++counts[bin];
    }
    const auto is_used = [](std::uint64_t count) { return count > 0; };
    const auto first = static_cast<std::size_t>(std::ranges::find_if(counts, is_used) - counts.begin());
    const auto last = static_cast<std::size_t>(std::find_if(counts.rbegin(), counts.rend(), is_used).base() -
                                               counts.begin());
    std::vector<DurationBin> bins;
    for (std::size_t i = first; i < last; ++i)
        bins.push_back({edges[i], edges[i + 1], counts[i]});
    return bins;
}

} // namespace interleave
