// SPDX-License-Identifier: GPL-3.0-or-later
// How lanes end: by themselves, with their process, and with the run.
#include "core/trace/lane_appender.h"
#include "core/trace/trace.h"

#include <algorithm>

namespace interleave {

void Trace::apply_end(const TimedRecord& record) {
    switch (record.kind) {
    case EventKind::joined:
        apply_joined(record);
        return;
    case EventKind::fatal_signal:
        apply_fatal_signal(record);
        return;
    default:
        // Who joins a thread goes on now, who joins a process when all of it has ended.
        if (const Lane& lane = *lanes_[record.lane]; kernel_records_ && lane.kind() == LaneKind::thread)
            wake_joiners(lane, record.time);
    }
}

/// The kernel tells when each thread of the process has ended. Where it does not, the signal is the last that
/// is known of them, and they end within a moment of it.
void Trace::apply_fatal_signal(const TimedRecord& record) {
    if (!kernel_records_)
        end_process(lanes_[record.lane]->pid(), record.time);
}

/// A worker is joined once, and not by itself.
bool Trace::is_impossible_join(const TimedRecord& record) const noexcept {
    const LaneId lane = record.object < max_objects ? lane_of_worker_[record.object] : no_lane;
    return lane != no_lane && (lane == record.lane || lanes_[lane]->exit().has_value());
}

void Trace::apply_joined(const TimedRecord& record) {
    const LaneId lane = record.object < max_objects ? lane_of_worker_[record.object] : no_lane;
    if (lane == no_lane)
        return;
    // A worker that was killed could not record its end; its parent was notified of it. With a process all
    // its threads have ended.
    const ProcessExit exit{lanes_[lane]->pid(), static_cast<std::int32_t>(record.value), record.detail};
    lanes_[lane]->set_exit({exit.code, exit.signal});
    if (lanes_[lane]->kind() != LaneKind::process) {
        end_lane(lane, record.time);
        return;
    }
    end_process(exit.pid, record.time);
    set_process_exit(exit);
}

void Trace::end_process(std::int32_t pid, std::int64_t time) {
    for (std::size_t lane = 0; lane < lane_machines_.size(); ++lane) {
        if (lanes_[lane]->pid() == pid)
            end_lane(lane, time);
    }
}

void Trace::end_lane(std::size_t index, std::int64_t time) {
    lane_machines_[index].end(time, LaneAppender(*this, index));
    end_holds(index, time);
}

void Trace::end_holds(std::size_t lane, std::int64_t time) {
    for (std::size_t i = 0; i < object_machines_.size(); ++i)
        if (object_machines_[i].holder_ended(static_cast<LaneId>(lane)))
            objects_[i]->append_change(time, EventKind::none, false, object_machines_[i].condition());
}

/// Tells the lanes of a process of its exit. The code is that of its first thread, and a signal ended all
/// threads that had not ended before.
void Trace::set_process_exit(const ProcessExit& exit) {
    for (std::size_t index = 0; index < lane_machines_.size(); ++index) {
        Lane& lane = *lanes_[index];
        if (lane.pid() != exit.pid || lane.exit())
            continue;
        const OwnEnd how = lane.own_end().how;
        const bool ended_before = how == OwnEnd::returned || how == OwnEnd::threw;
        if (lane.tid() == lane.pid() || (exit.signal != 0 && !ended_before))
            lane.set_exit({exit.code, exit.signal, exit.ended_with_run});
    }
}

void Trace::close(std::int64_t time, std::span<const ProcessExit> exits) {
    const std::int64_t last = std::max(time, last_time_);
    for (std::size_t lane = 0; lane < lane_machines_.size(); ++lane) {
        const bool is_of_main = !exits.empty() && lanes_[lane]->pid() == exits.front().pid;
        lane_machines_[lane].end(is_of_main ? time : last, LaneAppender(*this, lane));
    }
    for (const ProcessExit& exit : exits)
        set_process_exit(exit);
    time_reached(last);
}

} // namespace interleave
