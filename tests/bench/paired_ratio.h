// SPDX-License-Identifier: GPL-3.0-or-later
// Measures a cost as a ratio to a reference. Both run in turn, so that a change of the machine's speed
// affects both.
#pragma once

#include "core/event/clock.h"
#include "core/event/median.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstdint>
#include <vector>

namespace interleave::bench {

template <typename Work>
double seconds_of(Work&& work) {
    const std::uint64_t begin = monotonic_raw_ns();
    work();
    return 1e-9 * static_cast<double>(monotonic_raw_ns() - begin);
}

/// Runs `reference` and `measured` in turn, once per iteration, and reports the median of the ratios pair by
/// pair, with the least and the most, beside the bound that the project sets itself. `count` is how often
/// each performs its operation per iteration.
template <typename Reference, typename Measured, typename Prepare>
void paired_ratio(benchmark::State& state, std::uint64_t count, double bound, Reference&& reference,
                  Measured&& measured, Prepare&& prepare) {
    std::vector<double> ratios;
    std::vector<double> references;
    std::vector<double> costs;
    for (auto _ : state) {
        prepare();
        const double of_reference = seconds_of(reference);
        const double of_measured = seconds_of(measured);
        state.SetIterationTime(of_measured);
        references.push_back(of_reference / static_cast<double>(count) * 1e9);
        costs.push_back(of_measured / static_cast<double>(count) * 1e9);
        ratios.push_back(of_measured / of_reference);
    }
    state.counters["ratio"] = median(ratios);
    state.counters["ratio_least"] = *std::min_element(ratios.begin(), ratios.end());
    state.counters["ratio_most"] = *std::max_element(ratios.begin(), ratios.end());
    state.counters["bound"] = bound;
    state.counters["reference_ns"] = median(references);
    state.counters["ns"] = median(costs);
}

} // namespace interleave::bench
