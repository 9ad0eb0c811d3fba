// SPDX-License-Identifier: GPL-3.0-or-later
// Pixel columns of a long run, 16 lanes of 625,000 segments at 1600 columns, as a ratio to what any full
// redraw of 1600 × 900 pixels needs, which is to write every pixel once.
#include "tests/bench/paired_ratio.h"

#include "core/trace/columns.h"
#include "tests/core/trace/trace_builder.h"

#include <benchmark/benchmark.h>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr int lanes = 16;
constexpr std::size_t segments = 625'000;
constexpr std::size_t width = 1600;
constexpr std::size_t height = 900;

const Trace& long_run() {
    static const std::unique_ptr<Trace> trace = test::busy_trace(lanes, segments);
    return *trace;
}

/// Draws the part of the run that begins at a random time and is `1/zoom` of it; a zoom of 1 draws all of it.
template <typename Draw>
void redraw(benchmark::State& state, Draw&& draw) {
    const Trace& trace = long_run();
    const std::int64_t length = trace.time_end() / state.range(0);
    std::mt19937_64 random(1);
    std::vector<std::uint32_t> image(width * height);
    std::uint32_t colour = 0;
    std::int64_t from = 0;
    std::size_t all_segments = 0;
    for (std::size_t i = 0; i < trace.lane_count(); ++i)
        all_segments += trace.lane(i).segments().size();
    paired_ratio(
        state, 1, 10,
        [&] {
            std::fill(image.begin(), image.end(), ++colour);
            benchmark::DoNotOptimize(image.data());
        },
        [&] { draw(trace, from, from + length); },
        [&] {
            from = static_cast<std::int64_t>(random() %
                                             static_cast<std::uint64_t>(trace.time_end() - length + 1));
        });
    state.counters["segments"] = static_cast<double>(all_segments);
    state.counters["ms"] = state.counters["ns"] / 1e6;
}

void all_lanes(benchmark::State& state) {
    std::vector<LaneColumn> columns(width);
    redraw(state, [&](const Trace& trace, std::int64_t from, std::int64_t until) {
        for (std::size_t i = 0; i < trace.lane_count(); ++i) {
            lane_columns(trace.lane(i), from, until, trace.time_end(), columns);
            benchmark::DoNotOptimize(columns.data());
        }
    });
}

/// Measures the lock that all lanes contend for, with millions of changes.
void the_lock(benchmark::State& state) {
    std::vector<ObjectColumn> columns(width);
    redraw(state, [&](const Trace& trace, std::int64_t from, std::int64_t until) {
        object_columns(trace.object(0), from, until, trace.time_end(), columns);
        benchmark::DoNotOptimize(columns.data());
    });
}

} // namespace

BENCHMARK(all_lanes)
    ->Arg(1)
    ->Arg(10)
    ->Arg(1000)
    ->Arg(100'000)
    ->ArgName("zoom")
    ->Iterations(40)
    ->UseManualTime();
BENCHMARK(the_lock)
    ->Arg(1)
    ->Arg(10)
    ->Arg(1000)
    ->Arg(100'000)
    ->ArgName("zoom")
    ->Iterations(40)
    ->UseManualTime();

BENCHMARK_MAIN();
