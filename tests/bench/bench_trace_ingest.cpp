// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of building a trace as a ratio to recording (the limit L), because the collector's thread must
// keep up with two producers at full speed; and the memory that an event takes with all indexes (bound 48
// bytes).
#include "tests/bench/paired_ratio.h"
#include "tests/bench/recording_limit.h"

#include "core/trace/trace.h"

#include <benchmark/benchmark.h>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr std::size_t count = 200'000;
constexpr std::size_t batch_size = 4096; // as the collector passes them on

struct Traffic {
    int lanes;
    bool kernel_records;
    std::vector<TimedRecord> records;
};

void add_lanes_and_objects(Trace& trace, const Traffic& traffic) {
    for (int i = 0; i < traffic.lanes; ++i) {
        trace.object_appeared({static_cast<ObjectId>(i + 1), ObjectKind::mutex, "lock"});
        trace.lane_appeared({static_cast<LaneId>(i), LaneKind::thread, 1, 1 + i, no_object, "worker"});
    }
}

/// Each lane acquires and releases a lock of its own, with two records a turn.
Traffic private_locks() {
    Traffic traffic{2, true, {}};
    std::int64_t time = 0;
    while (traffic.records.size() < count) {
        for (int lane = 0; lane < traffic.lanes; ++lane) {
            const auto object = static_cast<ObjectId>(lane + 1);
            for (const EventKind kind : {EventKind::acquire, EventKind::release})
                traffic.records.push_back(
                    {time += 25, 0, object, make_site(1, 30), kind, 0, static_cast<LaneId>(lane), 0});
        }
    }
    return traffic;
}

/// Two lanes hand one lock to each other, with or without the kernel's records of their sleep.
Traffic one_lock(bool kernel_records) {
    Traffic traffic{2, kernel_records, {}};
    std::int64_t time = 0;
    const auto add = [&](LaneId lane, EventKind kind, ObjectId object) {
        traffic.records.push_back({time += 400, 0, object, make_site(1, 30), kind, 0, lane, 0});
    };
    add(0, EventKind::lane_begin, 0);
    add(1, EventKind::lane_begin, 0);
    add(1, EventKind::acquire, 1);
    for (LaneId lane = 0; traffic.records.size() < count; lane = lane == 0 ? 1 : 0) {
        const LaneId other = lane == 0 ? 1 : 0;
        add(lane, EventKind::wait_begin, 1);
        if (kernel_records)
            add(lane, EventKind::switch_out, 0);
        add(other, EventKind::release, 1);
        if (kernel_records)
            add(lane, EventKind::switch_in, 0);
        add(lane, EventKind::acquire, 1);
    }
    return traffic;
}

/// Four lanes on two CPUs are preempted all the time and record little, so nearly all records are the
/// kernel's.
Traffic mostly_switches() {
    Traffic traffic{4, true, {}};
    std::int64_t time = 0;
    for (LaneId lane = 0; lane < traffic.lanes; ++lane)
        traffic.records.push_back({++time, 0, no_object, 0, EventKind::lane_begin, 0, lane, 0});
    for (std::uint64_t turn = 0; traffic.records.size() < count; ++turn) {
        const auto lane = static_cast<LaneId>(turn % 4);
        const std::uint64_t cpu = turn / 2 % 2;
        traffic.records.push_back({time += 3'000, cpu, no_object, 0, EventKind::switch_out, 1, lane, 0});
        traffic.records.push_back({time += 1'500, 1 - cpu, no_object, 0, EventKind::switch_in, 0, lane, 0});
        if (turn % 16 == 0)
            traffic.records.push_back({time += 500, turn, 1, make_site(1, 30), EventKind::mark, 0, lane, 0});
    }
    return traffic;
}

void ingest(benchmark::State& state, const Traffic& traffic, double bound) {
    Clock::use(best_clock_source());
    DrainedRing ring;
    std::unique_ptr<Trace> trace;
    paired_ratio(
        state, count, bound,
        [&] { write_at_the_limit(ring.memory(), ring.capacity(), ring.control().head, count); },
        [&] {
            const std::span<const TimedRecord> all(traffic.records);
            for (std::size_t i = 0; i < all.size(); i += batch_size)
                trace->records(all.subspan(i, std::min(batch_size, all.size() - i)));
        },
        [&] {
            ring.wait_until_drained();
            trace = std::make_unique<Trace>(traffic.kernel_records);
            add_lanes_and_objects(*trace, traffic);
        });
    state.counters["bytes_per_event"] =
        static_cast<double>(trace->bytes()) / static_cast<double>(trace->event_count());
    state.counters["bytes_bound"] = 48;
}

void private_locks(benchmark::State& state) {
    ingest(state, private_locks(), 3.0);
}
void one_lock_with_switch_records(benchmark::State& state) {
    ingest(state, one_lock(true), 3.0);
}
void mostly_switch_records(benchmark::State& state) {
    ingest(state, mostly_switches(), 3.0);
}
void one_lock_without_switch_records(benchmark::State& state) {
    ingest(state, one_lock(false), 3.0);
}

} // namespace

BENCHMARK(private_locks)->Iterations(50)->UseManualTime();
BENCHMARK(one_lock_with_switch_records)->Iterations(50)->UseManualTime();
BENCHMARK(mostly_switch_records)->Iterations(50)->UseManualTime();
BENCHMARK(one_lock_without_switch_records)->Iterations(50)->UseManualTime();

BENCHMARK_MAIN();
