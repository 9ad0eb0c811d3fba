// SPDX-License-Identifier: GPL-3.0-or-later
// The records of a run in which four workers contend for a lock, two processors run them, and the kernel
// reports each sleep: five records for each time that one gets it.
#pragma once

#include "core/event/record_sink.h"

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace interleave::bench {

class LockHeavyRun {
public:
    static constexpr LaneId lanes = 4;

    /// `mean_step` is the mean time from one record to the next, in ns.
    explicit LockHeavyRun(std::int64_t mean_step = 1600) : mean_step_(mean_step) {}

    static void introduce(RecordSink& sink) {
        sink.object_appeared({1, ObjectKind::mutex, "lock"});
        for (LaneId lane = 0; lane < lanes; ++lane)
            sink.lane_appeared({lane, LaneKind::thread, 1, 1 + lane, no_object, "worker"});
    }

    /// Returns the next records, at least `count`. They stay valid until the next call.
    std::span<const TimedRecord> next(std::size_t count) {
        records_.clear();
        for (; begun_ < lanes; ++begun_)
            add(begun_, EventKind::lane_begin, 0, no_object, 0);
        for (; records_.size() < count; lane_ = static_cast<LaneId>((lane_ + 1) % lanes)) {
            const auto other = static_cast<LaneId>((lane_ + 1) % lanes);
            add(lane_, EventKind::wait_begin, 0, 1, 20);
            add(lane_, EventKind::switch_out, lane_ % 2, no_object, 0);
            add(other, EventKind::release, woken::lane(lane_), 1, 24);
            add(lane_, EventKind::switch_in, lane_ % 2, no_object, 0);
            add(lane_, EventKind::acquire, 0, 1, 20);
        }
        return records_;
    }
    std::int64_t time() const noexcept { return time_; }

private:
    void add(LaneId lane, EventKind kind, std::uint64_t value, ObjectId object, std::uint32_t line) {
        time_ += 1 + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(2 * mean_step_ - 1));
        records_.push_back({time_, value, object, line == 0 ? 0 : make_site(1, line), kind, 0, lane, 0});
    }

    std::int64_t mean_step_;
    std::mt19937_64 random_{1};
    std::vector<TimedRecord> records_;
    std::int64_t time_ = 0;
    LaneId begun_ = 0;
    LaneId lane_ = 0;
};

} // namespace interleave::bench
