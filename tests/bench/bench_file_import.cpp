// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of reading traces of other programs as a ratio to what any reader of them must do: a Chrome trace
// beside the JSON parser alone, which keeps nothing, and the text of a kernel schedule beside a search for
// its line ends.
#include "tests/bench/paired_ratio.h"

#include "core/file/input_bytes.h"
#include "core/file/run_reader.h"
#include "core/trace/trace.h"
#include "tests/core/file/memory_bytes.h"

#include <benchmark/benchmark.h>
#include <rapidjson/reader.h>
#include <rapidjson/stream.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr int events = 500'000;

std::unique_ptr<Trace> trace_of(std::string_view bytes) {
    InputBytes input(std::make_unique<test::BorrowedBytes>(bytes));
    const std::unique_ptr<RunReader> reader = read_run(input);
    auto trace = std::make_unique<Trace>(reader->has_kernel_records(), reader->knows_states());
    while (reader->read(*trace)) {
    }
    return trace;
}

template <typename... Parts>
void add_line(std::string& text, const char* form, Parts... parts) {
    char line[256];
    text.append(line, static_cast<std::size_t>(std::snprintf(line, sizeof line, form, parts...)));
}

/// As a profiler writes it: eight threads with functions called within each other.
std::string chrome_trace() {
    std::string text = "{\"traceEvents\":[";
    for (int i = 0; i < events; ++i)
        add_line(text,
                 "%s{\"name\":\"function_%d "
                 "(module.py:%d)\",\"ph\":\"X\",\"ts\":%d.%03d,\"dur\":%d,\"pid\":1,\"tid\":%d}",
                 i == 0 ? "" : ",\n", i % 300, i % 300, i / 8 * 4, i % 1000, i / 8 % 5 == 0 ? 18 : 2,
                 1 + i % 8);
    return text + "]}\n";
}

std::string schedule() {
    std::string text;
    for (int i = 0; i < events; ++i)
        add_line(text,
                 "        worker %d  %d [%03d]  %d.%06d: sched:sched_switch: prev_comm=worker %d prev_pid=%d "
                 "prev_prio=120 prev_state=S ==> next_comm=worker %d next_pid=%d next_prio=120\n",
                 i % 4, 100 + i % 4, 0, i / 100'000, i % 100'000 * 10, i % 4, 100 + i % 4, (i + 1) % 4,
                 100 + (i + 1) % 4);
    return text;
}

void chrome_trace_in(benchmark::State& state) {
    const std::string text = chrome_trace();
    std::unique_ptr<Trace> trace;
    paired_ratio(
        state, events, 6,
        [&] {
            rapidjson::Reader reader;
            rapidjson::MemoryStream stream(text.data(), text.size());
            rapidjson::BaseReaderHandler<> nothing;
            benchmark::DoNotOptimize(reader.Parse<rapidjson::kParseIterativeFlag>(stream, nothing));
        },
        [&] { trace = trace_of(text); }, [&] { trace.reset(); });
    state.counters["bytes"] = static_cast<double>(text.size());
    state.counters["events"] = static_cast<double>(trace->event_count());
}

void schedule_in(benchmark::State& state) {
    const std::string text = schedule();
    std::unique_ptr<Trace> trace;
    paired_ratio(
        state, events, 60,
        [&] {
            InputBytes input(std::make_unique<test::BorrowedBytes>(text));
            while (const auto line = input.line())
                benchmark::DoNotOptimize(line->data());
        },
        [&] { trace = trace_of(text); }, [&] { trace.reset(); });
    state.counters["bytes"] = static_cast<double>(text.size());
    state.counters["lanes"] = static_cast<double>(trace->lane_count());
}

} // namespace

BENCHMARK(chrome_trace_in)->Iterations(5)->UseManualTime();
BENCHMARK(schedule_in)->Iterations(5)->UseManualTime();

BENCHMARK_MAIN();
