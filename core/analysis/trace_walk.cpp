// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_walk.h"

namespace interleave {

std::optional<LaneId> owner_of_wait(const Trace& trace, LaneId waiter, std::int64_t time) {
    const Lane& lane = trace.lane(waiter);
    const std::size_t segment = lane.segment_at(time);
    if (segment >= lane.segments().size())
        return std::nullopt;
    const Object* const object = trace.find_object(lane.segments()[segment].object);
    if (object == nullptr)
        return std::nullopt;
    if (object->kind() == ObjectKind::worker) {
        for (std::size_t index = 0; index < trace.lane_count(); ++index)
            if (trace.lane(index).worker() == object->id())
                return trace.lane(index).id();
        return std::nullopt;
    }
    const std::size_t change = object->change_at(time);
    if (change >= object->changes().size())
        return std::nullopt;
    const LaneId holder = object->changes()[change].holder;
    if (holder >= trace.lane_count() || holder == waiter)
        return std::nullopt;
    return holder;
}

std::optional<std::int64_t> next_event_time(const Lane& lane, std::int64_t time) {
    const std::size_t count = lane.events().size();
    const std::size_t event = lane.events().first_at(time + 1);
    if (event >= count)
        return std::nullopt;
    return lane.events()[event].time;
}

std::optional<std::int64_t> previous_event_time(const Lane& lane, std::int64_t time) {
    const std::size_t event = lane.events().first_at(time);
    if (event == 0)
        return std::nullopt;
    return lane.events()[event - 1].time;
}

} // namespace interleave
