// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of saving a run as a ratio to copying its records in memory, and of opening a file of ten million
// events as a ratio to reading its bytes and unpacking them; and how many bytes an event takes (bound 8).
#include "tests/bench/lock_heavy_run.h"
#include "tests/bench/paired_ratio.h"

#include "core/file/file_block.h"
#include "core/file/input_bytes.h"
#include "core/file/run_file_reader.h"
#include "core/file/run_file_writer.h"
#include "core/trace/trace.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace interleave;
using namespace interleave::bench;

namespace {

/// Writes a run of so many events, and returns how many.
std::size_t write_run(std::size_t count, LockHeavyRun& run, const RunFileWriter::Write& write) {
    constexpr std::size_t batch = 4096; // as the collector passes them on
    RunInfo info;
    info.scenario = "lock-contention";
    info.switch_records = "on";
    RunFileWriter writer(write, info);
    LockHeavyRun::introduce(writer);
    std::size_t written = 0;
    while (written < count) {
        const auto records = run.next(batch);
        writer.records(records);
        writer.time_reached(run.time());
        written += records.size();
    }
    writer.write_end(info, {run.time()});
    return written;
}

void save(benchmark::State& state) {
    constexpr std::size_t count = 1'000'000;
    LockHeavyRun run;
    const auto made = run.next(count);
    const std::vector<TimedRecord> records(made.begin(), made.end());
    std::vector<TimedRecord> copy(records.size());
    std::size_t bytes = 0;
    paired_ratio(
        state, records.size(), 40,
        [&] {
            std::memcpy(copy.data(), records.data(), records.size() * sizeof(TimedRecord));
            benchmark::DoNotOptimize(copy.data());
        },
        [&] {
            bytes = 0;
            RunFileWriter writer([&](std::string_view more) { bytes += more.size(); }, {});
            LockHeavyRun::introduce(writer);
            writer.records(records);
            writer.flush();
        },
        [] {});
    state.counters["bytes_per_event"] = static_cast<double>(bytes) / static_cast<double>(records.size());
    state.counters["bytes_bound"] = 8;
}

/// A file of ten million events that is removed with this object.
class LargeFile {
public:
    LargeFile() {
        std::ofstream file(path_, std::ios::binary);
        LockHeavyRun run;
        write_run(10'000'000, run, [&](std::string_view bytes) {
            file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        });
    }
    ~LargeFile() { std::remove(path_.c_str()); }
    const std::string& path() const noexcept { return path_; }

private:
    std::string path_ = "/tmp/bench_file_run." + std::to_string(getpid()) + ".ilv";
};

void read_and_unpack(const std::string& path) {
    const auto bytes = InputBytes::open(path);
    bytes->take(std::min(file_head_bytes, bytes->look(file_head_bytes).size()));
    while (const auto head = read_block_head(bytes->look(block_head_bytes))) {
        const std::size_t length = block_head_bytes + head->stored;
        const std::string content =
            content_of(*head, bytes->look(length).substr(block_head_bytes, head->stored));
        benchmark::DoNotOptimize(content.data());
        bytes->take(length);
    }
}

void open_ten_million_events(benchmark::State& state) {
    const LargeFile file;
    std::unique_ptr<Trace> trace;
    paired_ratio(
        state, 10'000'000, 20, [&] { read_and_unpack(file.path()); },
        [&] {
            const auto bytes = InputBytes::open(file.path());
            const auto reader = read_run(*bytes);
            while (reader->read(*trace)) {
            }
        },
        [&] { trace = std::make_unique<Trace>(true); });
    state.counters["seconds"] = state.counters["ns"] * 1e-9 * 10'000'000;
    state.counters["events"] = static_cast<double>(trace->event_count());
}

} // namespace

BENCHMARK(save)->Iterations(20)->UseManualTime();
BENCHMARK(open_ten_million_events)->Iterations(5)->UseManualTime();

BENCHMARK_MAIN();
