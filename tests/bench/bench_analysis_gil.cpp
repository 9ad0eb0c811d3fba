// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to look at a lock of a run of 10 million events as at a GIL: its figures, its hand-overs,
// and its columns over time.
#include "core/analysis/gil_figures.h"
#include "core/analysis/gil_hand_overs.h"
#include "tests/core/trace/trace_builder.h"

#include <benchmark/benchmark.h>

#include <cstdint>

using namespace interleave;

namespace {

constexpr std::uint64_t events = 10'000'000;
constexpr std::size_t columns = 1'600;
constexpr std::size_t listed = 1'000; ///< hand-overs, as the view lists

const Trace& long_run() {
    constexpr int lanes = 16;
    // Three of five records of a lane's turn are events.
    static const std::unique_ptr<Trace> trace = test::busy_trace(lanes, events * 5 / 3 / lanes);
    return *trace;
}

ObjectId lock() {
    return used_locks(long_run()).front();
}

void figures(benchmark::State& state) {
    const Trace& trace = long_run();
    const ObjectId id = lock();
    for (auto _ : state)
        benchmark::DoNotOptimize(gil_figures(trace, {id}));
}
BENCHMARK(figures)->Unit(benchmark::kMillisecond);

void hand_overs_and_columns(benchmark::State& state) {
    const Trace& trace = long_run();
    const ObjectId id = lock();
    for (auto _ : state) {
        benchmark::DoNotOptimize(hand_overs(trace, id, 0, trace.time_end(), listed));
        benchmark::DoNotOptimize(gil_columns(trace, id, 0, trace.time_end(), columns));
    }
}
BENCHMARK(hand_overs_and_columns)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
