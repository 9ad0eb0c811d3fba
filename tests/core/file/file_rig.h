// SPDX-License-Identifier: GPL-3.0-or-later
// Runs written to bytes and read back, for tests of the files.
#pragma once

#include "core/file/input_bytes.h"
#include "core/file/run_file_writer.h"
#include "core/file/run_reader.h"
#include "tests/core/event/recording_sink.h"
#include "tests/core/file/memory_bytes.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace interleave::test {

/// All that a reader made of a file.
struct ReadRun {
    RecordingSink sink;
    RunInfo info;
    RunEnd end;
    std::vector<std::string> remarks;
    bool kernel_records = false;
    bool knows_states = true;
};

/// Reads a file to its end. Throws what the reader throws.
inline ReadRun read_whole(const std::string& bytes, std::size_t portion = 1'000'000) {
    InputBytes input(std::make_unique<MemoryBytes>(bytes, portion));
    const std::unique_ptr<RunReader> reader = read_run(input);
    ReadRun run;
    run.kernel_records = reader->has_kernel_records();
    run.knows_states = reader->knows_states();
    while (reader->read(run.sink)) {
    }
    run.info = reader->info();
    run.end = reader->end();
    run.remarks = reader->remarks();
    return run;
}

/// A run with some lanes, objects and files, and records of all kinds at random.
struct RandomRun {
    std::vector<LaneInfo> lanes;
    std::vector<ObjectInfo> objects;
    std::vector<TimedRecord> records;
    RunInfo info;
    RunEnd end;
};

inline RandomRun random_run(std::size_t count, std::uint64_t seed = 1) {
    std::mt19937_64 random(seed);
    const auto below = [&random](std::uint64_t limit) { return random() % limit; };
    RandomRun run;
    for (LaneId lane = 0; lane < 5; ++lane)
        run.lanes.push_back({lane, lane < 3 ? LaneKind::thread : LaneKind::process, 100 + lane, 200 + lane,
                             lane, "worker " + std::to_string(lane)});
    for (ObjectId object = 1; object < 20; ++object)
        run.objects.push_back({object, static_cast<ObjectKind>(1 + object % 14), "object \"x\""});
    std::int64_t time = -50;
    for (std::size_t i = 0; i < count; ++i) {
        time += static_cast<std::int64_t>(below(2'000));
        TimedRecord record{};
        record.time = time;
        record.kind = static_cast<EventKind>(1 + below(static_cast<std::uint64_t>(EventKind::count_) - 1));
        record.value = record.kind == EventKind::acquire ? below(100) : below(8) == 0 ? random() : below(9);
        record.object = static_cast<ObjectId>(below(20));
        record.site =
            make_site(static_cast<std::uint32_t>(1 + below(3)), static_cast<std::uint32_t>(below(90)));
        record.detail = static_cast<std::uint16_t>(below(3));
        record.lane = static_cast<LaneId>(below(5));
        run.records.push_back(record);
    }
    run.info.scenario = "lost-update";
    run.info.title = "The lost update";
    run.info.backend = "threads";
    run.info.switch_records = "on";
    run.info.parameters = {{"workers", 2}, {"part", 0.5}};
    run.info.counts.events = count;
    run.info.ended = Ended::finished;
    run.info.outcome = {{"counter", std::uint64_t{1} << 63U}, {"nested", NamedValues{{"b", 1}, {"a", "x"}}}};
    run.info.checks.push_back(
        {.name = "c", .claim = "It is so.", .expected = 1, .measured = 2, .unit = "ms"});
    run.info.sources.push_back({"page.cpp", std::make_shared<std::string>("int main() {\n\t\"x\";\n}\n")});
    run.end = {time + 10, {{100, 0, 9, true}}};
    return run;
}

/// Returns the file of the run; `ends`, if it is not nullptr, gets the place behind each block.
inline std::string file_of(const RandomRun& run, std::vector<std::size_t>* ends = nullptr) {
    std::string bytes;
    RunInfo beginning = run.info;
    beginning.ended.reset();
    beginning.outcome = {};
    beginning.checks.clear();
    RunFileWriter writer(
        [&](std::string_view more) {
            bytes += more;
            if (ends != nullptr)
                ends->push_back(bytes.size());
        },
        beginning);
    writer.file_appeared(1, "core/scenario/catalogue/lost_update.cpp");
    for (const ObjectInfo& object : run.objects)
        writer.object_appeared(object);
    for (const LaneInfo& lane : run.lanes)
        writer.lane_appeared(lane);
    const std::size_t half = run.records.size() / 2;
    const std::span all(run.records);
    writer.records(all.first(half));
    writer.time_reached(half == 0 ? 0 : run.records[half - 1].time);
    writer.flush();
    writer.records(all.subspan(half));
    writer.time_reached(run.end.time);
    writer.write_end(run.info, run.end);
    return bytes;
}

inline bool operator==(const TimedRecord& a, const TimedRecord& b) {
    return a.time == b.time && a.value == b.value && a.object == b.object && a.site == b.site &&
           a.kind == b.kind && a.detail == b.detail && a.lane == b.lane;
}

} // namespace interleave::test
