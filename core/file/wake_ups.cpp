// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/wake_ups.h"

namespace interleave {

WakeUps::WakeUps(const Trace& trace, std::span<const std::size_t> lanes, std::int64_t from,
                 std::int64_t until)
    : trace_(trace)
    , until_(until)
    , next_in_(trace.lane_count(), 0) {
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
            due_.push({now.begin, lane, i, now.object});
            return;
        }
    }
}

/// Returns the CPU on which the lane ran next. Times must not go back, so that each switch is looked at once.
std::optional<std::uint16_t> WakeUps::next_cpu(std::size_t lane, std::int64_t time) {
    const SwitchSequence& switches = trace_.lane(lane).switches();
    std::size_t& next = next_in_[lane];
    while (next < switches.size() && (switches[next].time < time || switches[next].kind != SwitchKind::in))
        ++next;
    return next < switches.size() ? std::optional(switches[next].cpu) : std::nullopt;
}

bool WakeUps::is_by(const Due& due, const MergedRecord& record) const noexcept {
    if (record.lane == no_lane || record.lane == due.lane)
        return false;
    switch (record.event.kind) {
    case EventKind::acquire:
    case EventKind::release:
    case EventKind::notify:
    case EventKind::wake:
    case EventKind::send:
    case EventKind::receive:
    case EventKind::completed:
        return record.event.object == due.object;
    case EventKind::lane_end:
    case EventKind::task_exit:
        return trace_.lane(record.lane).worker() == due.object;
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
            return WakeUp{due.time, static_cast<LaneId>(due.lane), next_cpu(due.lane, due.time)};
        ++unexplained_;
    }
    return std::nullopt;
}

} // namespace interleave
