// SPDX-License-Identifier: GPL-3.0-or-later
// The time from the request to stop until the engine is gone, as a ratio to the 0.5 s that it may take: with
// workers that spin, that block and ignore the request, and that were stopped with SIGSTOP. The program is
// its own engine.
#include "core/engine/engine_program.h"
#include "core/engine/session.h"
#include "core/event/median.h"
#include "core/event/recorder.h"
#include "core/scenario/stage.h"
#include "tests/bench/paired_ratio.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace interleave;
using namespace interleave::bench;
using namespace std::chrono_literals;

namespace {

constexpr double bound_seconds = 0.5;
constexpr std::size_t workers = 8;

template <typename GoOn>
Outcome workers_that(GoOn go_on) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < workers; ++i) {
        threads.emplace_back([go_on] {
            Recorder::of_this_thread().begin_lane(LaneKind::thread, "worker", no_object);
            go_on();
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    return {};
}

Scenario scenario(std::string name, Outcome (*run)(Stage&)) {
    return {.name = std::move(name),
            .title = "For a benchmark",
            .group = Group::performance,
            .about = "",
            .backends = {Backend::threads},
            .parameters = {},
            .run = run};
}

const Registration spinning(scenario("bench-spinning", [](Stage&) {
    return workers_that([] {
        for (std::atomic<std::uint64_t> turns{0};;)
            turns.fetch_add(1, std::memory_order_relaxed);
    });
}));

const Registration blocked(scenario("bench-blocked", [](Stage&) {
    return workers_that([] {
        for (;;)
            pause();
    });
}));

class LaneCounter final : public RecordSink {
public:
    void lane_appeared(const LaneInfo&) override { ++lanes; }
    void object_appeared(const ObjectInfo&) override {}
    void file_appeared(std::uint32_t, const std::string&) override {}
    void records(std::span<const TimedRecord>) override {}
    void time_reached(std::int64_t) override {}
    std::size_t lanes = 0;
};

void stop(benchmark::State& state, const char* name, bool stop_first) {
    std::vector<double> seconds;
    for (auto _ : state) {
        Session session(default_request(find_scenario(name)));
        LaneCounter sink;
        while (sink.lanes < workers + 1 && session.pump(sink, 1ms)) {
        }
        if (stop_first)
            kill(-session.engine_pid(), SIGSTOP);
        seconds.push_back(seconds_of([&] {
            session.request_stop();
            while (session.pump(sink, 1ms)) {
            }
        }));
        state.SetIterationTime(seconds.back());
    }
    state.counters["ratio"] = median(seconds) / bound_seconds;
    state.counters["ratio_most"] = *std::max_element(seconds.begin(), seconds.end()) / bound_seconds;
    state.counters["bound"] = 1;
}

BENCHMARK_CAPTURE(stop, spinning, "bench-spinning", false)->Iterations(10)->UseManualTime();
BENCHMARK_CAPTURE(stop, blocked, "bench-blocked", false)->Iterations(10)->UseManualTime();
BENCHMARK_CAPTURE(stop, stopped, "bench-blocked", true)->Iterations(10)->UseManualTime();

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "guardian")
        return engine_program(argc, argv);
    setenv("INTERLEAVE_ENGINE", std::filesystem::read_symlink("/proc/self/exe").c_str(), 1);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
