// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/wake_ups.h"

namespace interleave {

namespace {

/// Returns the CPU on which the lane ran next.
std::optional<std::uint16_t> next_cpu(const Lane& lane, std::int64_t time) {
    const SwitchSequence& switches = lane.switches();
    for (std::size_t i = switches.first_at(time); i < switches.size(); ++i)
        if (switches[i].kind == SwitchKind::in)
            return switches[i].cpu;
    return std::nullopt;
}

} // namespace

WakeUps::WakeUps(const Trace& trace, std::span<const std::size_t> lanes, std::int64_t from,
                 std::int64_t until)
    : trace_(trace)
    , until_(until) {
    for (const std::size_t lane : lanes) {
        const std::size_t first = trace.lane(lane).segment_at(from);
        find_next(lane, first == nowhere ? 0 : first);
    }
}

/// Finds the lane's next wake-up behind this segment.
void WakeUps::find_next(std::size_t lane, std::size_t segment) {
    const auto& segments = trace_.lane(lane).segments();
    const std::size_t count = segments.size();
    for (std::size_t i = segment + 1; i < count; ++i) {
        const Segment& now = segments[i];
        if (now.begin >= until_)
            return;
        if (now.state == LaneState::ready && now.object != 0 && is_wait(segments[i - 1].state)) {
            due_.push({now.begin, lane, i});
            return;
        }
    }
}

bool WakeUps::is_by(const Due& due, const MergedRecord& record) const {
    if (record.lane == no_lane || record.lane == due.lane)
        return false;
    const ObjectId object = trace_.lane(due.lane).segments()[due.segment].object;
    switch (record.event.kind) {
    case EventKind::acquire:
    case EventKind::release:
    case EventKind::notify:
    case EventKind::wake:
    case EventKind::send:
    case EventKind::receive:
    case EventKind::completed:
        return record.event.object == object;
    case EventKind::lane_end:
    case EventKind::task_exit:
        return trace_.lane(record.lane).worker() == object;
    default:
        return false;
    }
}

std::optional<WakeUp> WakeUps::next_by(const MergedRecord& record) {
    while (!due_.empty() && due_.top().time <= record.event.time) {
        const Due due = due_.top();
        const bool is_found = due.time == record.event.time && is_by(due, record);
        if (!is_found && due.time == record.event.time)
            return std::nullopt; // another record of the same moment may be it
        due_.pop();
        find_next(due.lane, due.segment);
        if (is_found)
            return WakeUp{due.time, static_cast<LaneId>(due.lane), next_cpu(trace_.lane(due.lane), due.time)};
        ++unexplained_;
    }
    return std::nullopt;
}

} // namespace interleave
