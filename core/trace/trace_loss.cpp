// SPDX-License-Identifier: GPL-3.0-or-later
// What is not known any longer where records are missing.
#include "core/trace/lane_appender.h"
#include "core/trace/trace.h"

#include <algorithm>
#include <limits>

namespace interleave {

void Trace::end_missing(Lane& lane, std::int64_t time) {
    if (!lane.is_missing())
        return;
    lane.end_missing(time);
    --losing_lanes_;
}

/// What the lane held may have been released since, and what it waited for may have been obtained, so neither
/// is told any longer.
void Trace::apply_records_lost(const TimedRecord& record) {
    Lane& lane = *lanes_[record.lane];
    if (lane.end() != std::numeric_limits<std::int64_t>::max())
        return; // it has ended, and so has what can be told of it
    if (!lane.is_missing())
        ++losing_lanes_;
    lane.lose_records(record.time, record.value);
    lane_machines_[record.lane].lose_records(record.time, LaneAppender(*this, record.lane));
    const auto forget = [&](std::size_t index) {
        if (object_machines_[index].forget_holder(record.lane))
            objects_[index]->append_change(record.time, EventKind::none, false,
                                           object_machines_[index].condition());
    };
    Acquired& acquired = acquired_[record.lane];
    if (acquired.more) {
        for (std::size_t index = 0; index < object_machines_.size(); ++index)
            forget(index);
    } else {
        for (const std::uint32_t index : acquired.objects)
            forget(index);
    }
    acquired = {};
}

void Trace::apply_switches_lost(const TimedRecord& record) {
    const bool has_begin = record.detail != 0;
    if (has_begin && record.value == 0) {
        if (losing_cpus_++ == 0)
            switches_lost_since_ = record.time;
        forget_cpus(record.time);
        return;
    }
    std::int64_t since = record.time;
    if (has_begin && losing_cpus_ > 0) {
        since = std::min(since, switches_lost_since_);
        --losing_cpus_;
    }
    const std::int64_t time =
        lost_switches_.empty() ? record.time : std::max(record.time, lost_switches_.back().time);
    lost_switches_.push_back({since, time, record.value});
    forget_cpus(record.time);
}

void Trace::forget_cpus(std::int64_t time) {
    for (std::size_t lane = 0; lane < lane_machines_.size(); ++lane)
        lane_machines_[lane].forget_cpu(time, LaneAppender(*this, lane));
    for (std::size_t lane = 0; lane < cpu_of_lane_.size(); ++lane)
        leave_processor(static_cast<LaneId>(lane), time, not_known_lane);
    for (std::size_t cpu = 0; cpu < processor_count(); ++cpu)
        if (Processor* const known = processors_[cpu].load(std::memory_order_relaxed))
            known->set(time, not_known_lane);
}

} // namespace interleave
