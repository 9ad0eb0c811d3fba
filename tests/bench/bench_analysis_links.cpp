// SPDX-License-Identifier: GPL-3.0-or-later
// What it takes to find all wait links of ten million events of workers, in a run in which four workers
// contend for a lock, and the critical path behind the end of that run with its shares.
#include "tests/bench/lock_heavy_run.h"

#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"
#include "core/analysis/wait_link_index.h"

#include <benchmark/benchmark.h>

#include <memory>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr std::uint64_t events = 10'000'000;

const Trace& long_run() {
    static const std::unique_ptr<Trace> trace = [] {
        auto made = std::make_unique<Trace>(true);
        LockHeavyRun::introduce(*made);
        LockHeavyRun run;
        while (made->event_count() * 3 / 5 < events) // two of five records are the kernel's
            made->records(run.next(100'000));
        made->close(run.time());
        return made;
    }();
    return *trace;
}

void find_links(benchmark::State& state) {
    const Trace& trace = long_run();
    double links = 0;
    double bytes = 0;
    for (auto _ : state) {
        WaitLinkIndex index(trace);
        index.extend(true);
        links = static_cast<double>(index.size());
        bytes = static_cast<double>(index.bytes());
    }
    state.counters["links"] = links;
    state.counters["bytes/event"] = bytes / static_cast<double>(trace.event_count());
}

void find_path(benchmark::State& state) {
    const Trace& trace = long_run();
    WaitLinkIndex index(trace);
    index.extend(true);
    double pieces = 0;
    for (auto _ : state)
        pieces = static_cast<double>(critical_path(trace, index, *question_of_end(trace)).pieces.size());
    state.counters["pieces"] = pieces;
}

void add_up_shares(benchmark::State& state) {
    const Trace& trace = long_run();
    WaitLinkIndex index(trace);
    index.extend(true);
    const CriticalPath path = critical_path(trace, index, *question_of_end(trace));
    for (auto _ : state)
        benchmark::DoNotOptimize(path_shares(trace, path));
}

} // namespace

BENCHMARK(find_links)->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK(find_path)->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK(add_up_shares)->Unit(benchmark::kMillisecond)->Iterations(3);

BENCHMARK_MAIN();
