// SPDX-License-Identifier: GPL-3.0-or-later
// Makes traces for tests: from a list of what happened, or large ones at random.
#pragma once

#include "core/trace/trace.h"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace interleave::test {

/// Collects records in any order and gives them to a trace in order of time. Times are in ns.
///
///     TraceBuilder story;
///     const LaneId worker = story.lane("worker 1");
///     const ObjectId lock = story.object(ObjectKind::mutex, "lock");
///     story.begin(0, worker).wait(10, worker, lock).block(15, worker).wake(30, worker).acquire(32, worker,
///     lock); const auto trace = story.build(100);
class TraceBuilder {
public:
    explicit TraceBuilder(bool kernel_records = true) : kernel_records_(kernel_records) {}

    /// Adds a lane of the main process or, if it is a worker process, one of a process of its own.
    LaneId lane(const std::string& name, LaneKind kind = LaneKind::thread, ObjectId worker = no_object) {
        const auto tid = main_pid + static_cast<std::int32_t>(lanes_.size());
        const bool is_worker_process = kind == LaneKind::process && worker != no_object;
        return lane_of(is_worker_process ? tid : main_pid, name, kind, worker);
    }
    /// Adds a thread of the process of another lane.
    LaneId thread_of(LaneId process, const std::string& name) {
        return lane_of(lanes_[process].pid, name, LaneKind::thread, no_object);
    }
    std::int32_t pid_of(LaneId lane) const { return lanes_[lane].pid; }
    ObjectId object(ObjectKind kind, const std::string& name) {
        const auto id = static_cast<ObjectId>(objects_.size() + 1);
        objects_.push_back({id, kind, name});
        return id;
    }
    /// Returns the number of a source file, for make_site().
    std::uint32_t file(const std::string& path) {
        files_.push_back(path);
        return static_cast<std::uint32_t>(files_.size());
    }

    /// Adds any record. Records of equal time keep the order in which they were added.
    TraceBuilder& add(std::int64_t time, LaneId lane, EventKind kind, ObjectId object = no_object,
                      std::uint64_t value = 0, std::uint16_t detail = 0, SiteId site = 0) {
        records_.push_back({time, value, object, site, kind, detail, lane, 0});
        return *this;
    }

    // These are records of the worker.
    TraceBuilder& begin(std::int64_t time, LaneId lane) { return add(time, lane, EventKind::lane_begin); }
    TraceBuilder& end(std::int64_t time, LaneId lane) { return add(time, lane, EventKind::lane_end); }
    TraceBuilder& wait(std::int64_t time, LaneId lane, ObjectId object) {
        return add(time, lane, EventKind::wait_begin, object);
    }
    TraceBuilder& give_up(std::int64_t time, LaneId lane, ObjectId object,
                          WaitOutcome outcome = WaitOutcome::timed_out) {
        return add(time, lane, EventKind::wait_end, object, 0, to_detail(outcome));
    }
    TraceBuilder& acquire(std::int64_t time, LaneId lane, ObjectId object, std::uint64_t sampled_ns = 0) {
        return add(time, lane, EventKind::acquire, object, sampled_ns);
    }
    TraceBuilder& release(std::int64_t time, LaneId lane, ObjectId object,
                          ReleaseReason reason = ReleaseReason::voluntary) {
        return add(time, lane, EventKind::release, object, 0, to_detail(reason));
    }
    TraceBuilder& set_value(std::int64_t time, LaneId lane, ObjectId object, std::uint64_t value) {
        return add(time, lane, EventKind::set_value, object, value);
    }
    TraceBuilder& joined(std::int64_t time, LaneId lane, ObjectId worker, int code = 0, int signal = 0) {
        return add(time, lane, EventKind::joined, worker, static_cast<std::uint64_t>(code),
                   static_cast<std::uint16_t>(signal));
    }

    // These are records of the kernel.
    TraceBuilder& preempt(std::int64_t time, LaneId lane, std::uint64_t cpu = 0) {
        return add(time, lane, EventKind::switch_out, no_object, cpu, 1);
    }
    TraceBuilder& block(std::int64_t time, LaneId lane, std::uint64_t cpu = 0) {
        return add(time, lane, EventKind::switch_out, no_object, cpu);
    }
    TraceBuilder& wake(std::int64_t time, LaneId lane, std::uint64_t cpu = 0) {
        return add(time, lane, EventKind::switch_in, no_object, cpu);
    }

    /// Returns the trace of all this, complete up to `until`; lanes that have not ended live on.
    std::unique_ptr<Trace> build(std::int64_t until) const {
        auto trace = std::make_unique<Trace>(kernel_records_);
        introduce(*trace);
        trace->records(sorted());
        trace->time_reached(until);
        return trace;
    }
    /// Does the same for a run that is over then. `exits` are as in Trace::close().
    std::unique_ptr<Trace> build_closed(std::int64_t until,
                                        const std::vector<ProcessExit>& exits = {}) const {
        auto trace = build(until);
        trace->close(until, exits);
        return trace;
    }

    void introduce(RecordSink& sink) const {
        for (std::size_t i = 0; i < files_.size(); ++i)
            sink.file_appeared(static_cast<std::uint32_t>(i + 1), files_[i]);
        for (const ObjectInfo& object : objects_)
            sink.object_appeared(object);
        for (const LaneInfo& lane : lanes_)
            sink.lane_appeared(lane);
    }
    /// Returns the records in order of time, as a sink gets them.
    std::vector<TimedRecord> sorted() const {
        std::vector<TimedRecord> records = records_;
        std::stable_sort(records.begin(), records.end(),
                         [](const TimedRecord& a, const TimedRecord& b) { return a.time < b.time; });
        return records;
    }

private:
    static constexpr std::int32_t main_pid = 1000;

    LaneId lane_of(std::int32_t pid, const std::string& name, LaneKind kind, ObjectId worker) {
        const auto id = static_cast<LaneId>(lanes_.size());
        lanes_.push_back({id, kind, pid, main_pid + id, worker, name});
        return id;
    }

    bool kernel_records_;
    std::vector<LaneInfo> lanes_;
    std::vector<ObjectInfo> objects_;
    std::vector<std::string> files_;
    std::vector<TimedRecord> records_;
};

/// Makes a trace of `lanes` lanes that compete for one lock, with about `segments` segments each and with
/// switch records: they run, wait for the lock, hold it, and are preempted now and then. Times are random but
/// the same for the same arguments. The trace knows where it ends (time_end()).
inline std::unique_ptr<Trace> busy_trace(int lanes, std::size_t segments, std::uint64_t seed = 1) {
    auto trace = std::make_unique<Trace>(true);
    trace->object_appeared({1, ObjectKind::mutex, "lock"});
    std::mt19937_64 random(seed);
    const auto some_ns = [&random](std::int64_t most) {
        return 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
    };
    std::vector<std::int64_t> next(static_cast<std::size_t>(lanes), 0);
    for (int i = 0; i < lanes; ++i)
        trace->lane_appeared({static_cast<LaneId>(i), LaneKind::thread, 1000, 1000 + i, no_object,
                              "worker " + std::to_string(i + 1)});

    // One turn of a lane makes four or six segments.
    std::vector<TimedRecord> batch;
    const auto flush = [&] {
        std::stable_sort(batch.begin(), batch.end(),
                         [](const TimedRecord& a, const TimedRecord& b) { return a.time < b.time; });
        trace->records(batch);
        batch.clear();
    };
    for (std::size_t segments_made = 0; segments_made < segments; segments_made += 5) {
        for (int i = 0; i < lanes; ++i) {
            std::int64_t& time = next[static_cast<std::size_t>(i)];
            const auto tell = [&](std::int64_t after, EventKind kind, ObjectId object,
                                  std::uint16_t detail = 0) {
                time += after;
                batch.push_back({time, 0, object, make_site(1, 40), kind, detail, static_cast<LaneId>(i), 0});
            };
            if (segments_made == 0)
                tell(0, EventKind::lane_begin, 0);
            tell(some_ns(900), EventKind::wait_begin, 1);
            tell(some_ns(400), EventKind::switch_out, 0);
            tell(some_ns(4000), EventKind::switch_in, 0);
            tell(some_ns(200), EventKind::acquire, 1);
            if (random() % 2 == 0) {
                tell(some_ns(300), EventKind::switch_out, 0, 1);
                tell(some_ns(2000), EventKind::switch_in, 0);
            }
            tell(some_ns(500), EventKind::release, 1);
        }
        if (batch.size() > 100'000)
            flush();
    }
    flush();
    trace->time_reached(*std::max_element(next.begin(), next.end()) + 1);
    return trace;
}

} // namespace interleave::test
