// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a table of ten million events: finding them, those of some words, and reading rows anywhere.
#include "core/analysis/event_index.h"
#include "tests/core/trace/trace_builder.h"

#include <benchmark/benchmark.h>

#include <limits>
#include <random>

using namespace interleave;

namespace {

constexpr std::int64_t the_end = std::numeric_limits<std::int64_t>::max();

const Trace& long_run() {
    static const std::unique_ptr<Trace> trace = test::busy_trace(16, 10'000'000 / 16);
    return *trace;
}

void find_rows(benchmark::State& state, EventFilter filter) {
    const Trace& trace = long_run();
    std::size_t rows = 0;
    for (auto _ : state) {
        EventIndex index(trace, filter);
        index.extend(the_end);
        rows = index.size();
    }
    state.counters["rows"] = static_cast<double>(rows);
}

void all_rows(benchmark::State& state) {
    find_rows(state, {});
}
void rows_of_words(benchmark::State& state) {
    find_rows(state, {.text = "no such thing"});
}
void rows_of_a_lane(benchmark::State& state) {
    find_rows(state, {.text = "worker 7"});
}

/// Reads the block of a random row, of all rows or of those that one in thousands is.
void read_rows(benchmark::State& state) {
    const Trace& trace = long_run();
    EventFilter filter;
    if (state.range(0) != 0)
        filter.text = "lane begin";
    EventIndex index(trace, filter);
    index.extend(the_end);
    std::mt19937_64 random(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(index.rows_around(random() % index.size()));
}

} // namespace

BENCHMARK(all_rows)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_of_words)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_of_a_lane)->Unit(benchmark::kMillisecond);
BENCHMARK(read_rows)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);
BENCHMARK_MAIN();
