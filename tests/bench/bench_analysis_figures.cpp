// SPDX-License-Identifier: GPL-3.0-or-later
// How long the figures of the statistics take in a run of 10 million events and as many
// switches: of all of it, and of a
// hundredth.
#include "core/analysis/range_figures.h"
#include "tests/core/trace/trace_builder.h"

#include <benchmark/benchmark.h>

using namespace interleave;

namespace {

const Trace& long_run() {
    constexpr std::size_t events = 10'000'000;
    constexpr int lanes = 16;
    // Three of five records of a lane's turn are events.
    static const std::unique_ptr<Trace> trace = test::busy_trace(lanes, events * 5 / 3 / lanes);
    return *trace;
}

void figures_of_a_run(benchmark::State& state) {
    const Trace& trace = long_run();
    for (auto _ : state)
        benchmark::DoNotOptimize(range_figures(trace, {}));
    state.counters["events"] = static_cast<double>(range_figures(trace, {}).events);
}

void figures_of_a_hundredth(benchmark::State& state) {
    const Trace& trace = long_run();
    const std::int64_t part = trace.time_end() / 100;
    for (auto _ : state)
        benchmark::DoNotOptimize(range_figures(trace, {}, {.from = 50 * part, .until = 51 * part}));
}

BENCHMARK(figures_of_a_run)->Unit(benchmark::kMillisecond);
BENCHMARK(figures_of_a_hundredth)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
