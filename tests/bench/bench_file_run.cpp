// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of saving a run as a ratio to copying its records in memory, and of opening a file of ten million
// events as a ratio to reading its bytes and unpacking them; and how many bytes an event takes (bound 8).
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
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr LaneId lanes = 4;

/// Four workers contend for a lock, two processors run them, and the kernel reports each sleep: five records
/// for each time that one gets it.
std::vector<TimedRecord> lock_heavy_run(std::size_t count) {
    std::vector<TimedRecord> records;
    records.reserve(count + 8);
    std::mt19937_64 random(1);
    std::int64_t time = 0;
    const auto add = [&](LaneId lane, EventKind kind, std::uint64_t value, ObjectId object,
                         std::uint32_t line) {
        time += static_cast<std::int64_t>(100 + random() % 3000);
        const SiteId site = line == 0 ? 0 : make_site(1, line);
        records.push_back({time, value, object, site, kind, 0, lane, 0});
    };
    for (LaneId lane = 0; lane < lanes; ++lane)
        add(lane, EventKind::lane_begin, 0, 0, 0);
    for (LaneId lane = 0; records.size() < count; lane = static_cast<LaneId>((lane + 1) % lanes)) {
        const auto next = static_cast<LaneId>((lane + 1) % lanes);
        add(lane, EventKind::wait_begin, 0, 1, 20);
        add(lane, EventKind::switch_out, lane % 2, 0, 0);
        add(next, EventKind::release, woken::lane(lane), 1, 24);
        add(lane, EventKind::switch_in, lane % 2, 0, 0);
        add(lane, EventKind::acquire, 0, 1, 20);
    }
    return records;
}

void write_run(const std::vector<TimedRecord>& records, const RunFileWriter::Write& write) {
    RunInfo info;
    info.scenario = "lock-contention";
    info.switch_records = "on";
    RunFileWriter writer(write, info);
    writer.object_appeared({1, ObjectKind::mutex, "lock"});
    for (LaneId lane = 0; lane < lanes; ++lane)
        writer.lane_appeared({lane, LaneKind::thread, 1, 1 + lane, no_object, "worker"});
    constexpr std::size_t batch = 4096; // as the collector passes them on
    const std::span all(records);
    for (std::size_t i = 0; i < all.size(); i += batch) {
        writer.records(all.subspan(i, std::min(batch, all.size() - i)));
        writer.time_reached(records[std::min(i + batch, all.size()) - 1].time);
    }
    writer.write_end(info, {records.back().time});
}

void save(benchmark::State& state) {
    const std::vector<TimedRecord> records = lock_heavy_run(1'000'000);
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
            write_run(records, [&](std::string_view more) { bytes += more.size(); });
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
        write_run(lock_heavy_run(10'000'000), [&](std::string_view bytes) {
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
        state, 10'000'000, 12, [&] { read_and_unpack(file.path()); },
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
