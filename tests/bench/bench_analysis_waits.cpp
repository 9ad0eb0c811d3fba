// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to tell who waited for whom in a run of 10 million events, all about one lock.
#include "core/analysis/wait_analysis.h"
#include "tests/bench/lock_heavy_run.h"
#include "tests/core/trace/trace_builder.h"

#include <benchmark/benchmark.h>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr std::uint64_t events = 10'000'000;

void waits_of_four_lanes(benchmark::State& state) {
    Trace trace(true);
    LockHeavyRun::introduce(trace);
    LockHeavyRun run;
    while (trace.event_count() < events)
        trace.records(run.next(100'000));
    trace.time_reached(run.time());
    for (auto _ : state)
        benchmark::DoNotOptimize(object_waits(trace, 0, trace.time_end()));
}

BENCHMARK(waits_of_four_lanes)->Unit(benchmark::kMillisecond);

/// Eight lanes of which seven wait nearly always, so that each wait has many to be put down to.
void waits_of_a_convoy(benchmark::State& state) {
    constexpr int lanes = 8;
    const auto trace = test::busy_trace(lanes, events * 5 / 3 / lanes); // three of five records are events
    for (auto _ : state)
        benchmark::DoNotOptimize(object_waits(*trace, 0, trace->time_end()));
}

BENCHMARK(waits_of_a_convoy)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
