// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a session in the test's own process: a test can read what the workers record, and can stop the run.
#pragma once

#include "core/event/clock_description.h"
#include "core/event/collector.h"
#include "core/event/recorder.h"
#include "core/sync/scheduler.h"
#include "core/sync/stopped.h"
#include "tests/core/event/recording_sink.h"

#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave::test {

/// There may be one at a time. The thread that creates it gets the lane "main".
class SessionRig {
public:
    explicit SessionRig(std::uint64_t ring_records = 1U << 16U)
        : region_(SessionRegion::create({ring_records, 16ULL << 20U}, best_clock_source())) {
        SessionRegion::use(region_.get());
        collector_ = std::make_unique<Collector>(*region_, nullptr, origin_now(), pass_on_at_once);
        listen_for_stop();
        Recorder::of_this_thread().begin_lane(LaneKind::thread, "main", no_object);
    }
    ~SessionRig() {
        Recorder::of_this_thread().end_lane();
        SessionRegion::use(nullptr);
        set_scheduler(nullptr);
    }
    SessionRig(const SessionRig&) = delete;
    SessionRig& operator=(const SessionRig&) = delete;

    SessionRegion& region() noexcept { return *region_; }

    template <typename T, typename... Arguments>
    T& share(Arguments&&... arguments) {
        return *new (region_->allocate(sizeof(T), alignof(T))) T(std::forward<Arguments>(arguments)...);
    }

    /// Returns all records so far, in order of time. To be called while no other lane writes, or to look for
    /// a record that has been written.
    const std::vector<TimedRecord>& records() {
        // finish() would announce a lane that is still being entered without its name.
        collector_->drain(sink_);
        return sink_.received;
    }

    /// Returns the records of one kind about one object (about any if no_object).
    std::vector<TimedRecord> records(EventKind kind, ObjectId object = no_object) {
        std::vector<TimedRecord> result;
        for (const TimedRecord& record : records()) {
            if (record.kind == kind && (object == no_object || record.object == object))
                result.push_back(record);
        }
        return result;
    }

    LaneId lane(const std::string& name) {
        records();
        for (const LaneInfo& info : sink_.lanes) {
            if (info.name == name)
                return info.id;
        }
        return no_lane;
    }
    const std::vector<LaneInfo>& lanes() {
        records();
        return sink_.lanes;
    }
    CollectorCounts counts() {
        records();
        return collector_->counts();
    }
    std::string object_name(ObjectId object) {
        records();
        for (const ObjectInfo& info : sink_.objects) {
            if (info.id == object)
                return info.name;
        }
        return {};
    }

    /// Waits until there are `count` records of a kind. Returns false after 20 s.
    bool wait_for(EventKind kind, std::size_t count, ObjectId object = no_object) {
        for (int i = 0; i < 20'000; ++i) {
            if (records(kind, object).size() >= count)
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return false;
    }

    /// Stops the session as the engine does: it sets the flag first, then sends signals to every lane except
    /// this thread's until `ended` is true. Returns false after 20 s.
    template <typename Ended>
    bool stop_until(Ended&& ended) {
        region_->writer().request_stop();
        for (int i = 0; i < 20'000 && !ended(); ++i) {
            for (std::uint32_t index = 0; index < region_->reader().lane_count(); ++index) {
                LaneInfo info;
                if (region_->reader().read_lane(index, info) && info.tid != gettid())
                    syscall(SYS_tgkill, info.pid, info.tid, stop_signal); // fails if it has ended
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return ended();
    }

private:
    /// Is negative to cover the error of the clock's conversion.
    static constexpr std::int64_t pass_on_at_once = -10'000'000;

    std::unique_ptr<SessionRegion> region_;
    std::unique_ptr<Collector> collector_;
    RecordingSink sink_;
};

/// Gives a plain thread a lane, as core/work does.
template <typename Body>
std::thread lane_thread(const std::string& name, Body body) {
    return std::thread([name, body]() mutable {
        Recorder::of_this_thread().begin_lane(LaneKind::thread, name, no_object);
        body();
        Recorder::of_this_thread().end_lane();
    });
}

} // namespace interleave::test
