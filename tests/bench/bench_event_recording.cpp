// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of recording as a ratio to the limit L: one event, and one that follows the release of something
// (bound 1.1 each), with one thread and with two that record at the same time.
#include "core/event/recorder.h"
#include "tests/bench/paired_ratio.h"
#include "tests/bench/recording_limit.h"

#include <benchmark/benchmark.h>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr std::uint64_t count =
    200'000; // below the ring's capacity, so nothing is dropped and no writer waits for the reader

enum class Kind { alone, after_release };

/// Calls `work(i)` in this thread and in further ones at the same time; each has a ring of its own.
template <typename Work>
void with_threads(int threads, Work&& work) {
    std::vector<std::thread> others;
    others.reserve(static_cast<std::size_t>(threads - 1));
    for (int i = 1; i < threads; ++i)
        others.emplace_back([&work, i] { work(i); });
    work(0);
    for (std::thread& other : others)
        other.join();
}

void recording(benchmark::State& state, Kind kind) {
    constexpr double bound = 1.1;
    Clock::use(best_clock_source());
    const int threads = static_cast<int>(state.range(0));
    std::vector<std::unique_ptr<DrainedRing>> limit_rings;
    std::vector<std::unique_ptr<DrainedRing>> rings;
    std::vector<RingWriter> writers;
    for (int i = 0; i < threads; ++i) {
        limit_rings.push_back(std::make_unique<DrainedRing>());
        rings.push_back(std::make_unique<DrainedRing>());
        writers.push_back(rings.back()->writer());
    }
    paired_ratio(
        state, count, bound,
        [&] {
            with_threads(threads, [&](int i) {
                DrainedRing& ring = *limit_rings[static_cast<std::size_t>(i)];
                write_at_the_limit(ring.memory(), ring.capacity(), ring.control().head, count);
            });
        },
        [&] {
            with_threads(threads, [&](int i) {
                Recorder& recorder = Recorder::of_this_thread();
                recorder.resume(writers[static_cast<std::size_t>(i)]);
                ReleaseStamp released;
                if (kind == Kind::alone) {
                    for (std::uint64_t k = 0; k < count; ++k)
                        recorder.event(EventKind::mark, 1, k, 2);
                } else {
                    for (std::uint64_t k = 0; k < count; ++k) {
                        recorder.follow(released);
                        recorder.event(EventKind::acquire, 1, k, 2);
                    }
                }
                writers[static_cast<std::size_t>(i)] = recorder.pause();
            });
        },
        [&] {
            for (int i = 0; i < threads; ++i) {
                rings[static_cast<std::size_t>(i)]->wait_until_drained();
                limit_rings[static_cast<std::size_t>(i)]->wait_until_drained();
            }
        });
    std::uint64_t dropped = 0;
    for (const auto& ring : rings)
        dropped += ring->control().dropped.load();
    state.counters["dropped"] = static_cast<double>(dropped);
}

void one_event(benchmark::State& state) {
    recording(state, Kind::alone);
}
void one_event_after_a_release(benchmark::State& state) {
    recording(state, Kind::after_release);
}

} // namespace

BENCHMARK(one_event)->Arg(1)->Arg(2)->ArgName("threads")->Iterations(200)->UseManualTime();
BENCHMARK(one_event_after_a_release)->Arg(1)->Arg(2)->ArgName("threads")->Iterations(200)->UseManualTime();

BENCHMARK_MAIN();
