// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_walk.h"

namespace interleave {

namespace {

/// Whether a lane stays in the operation that wrote such an event until its next event.
bool stays_at(EventKind kind) noexcept {
    switch (kind) {
    case EventKind::wait_begin:
    case EventKind::sleep_begin:
    case EventKind::io_begin:
    case EventKind::compute_begin:
    case EventKind::interval_elapsed:
    case EventKind::drop_request:
    case EventKind::forced_wait_begin:
        return true;
    default:
        return false;
    }
}

/// Returns the longest of the lanes' last waits that count: `counts(lane, object, last moment of the wait)`.
/// `moment_in(length)` says where in a wait that has ended one looks at it.
template <typename Counts, typename MomentIn>
std::optional<StuckLane> longest_last_wait(const Trace& trace, const Counts& counts,
                                           const MomentIn& moment_in) {
    constexpr std::size_t most_looked_at = 256; // segments of a lane, from its end
    std::optional<StuckLane> stuck;
    std::int64_t longest = 0;
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const Lane& lane = trace.lane(index);
        const std::size_t count = lane.segments().size();
        std::int64_t end = trace.time_end();
        for (std::size_t at = count; at-- > 0 && count - at <= most_looked_at;) {
            const Segment& segment = lane.segments()[at];
            const std::int64_t last = end - 1;
            end = segment.begin;
            const Object* const object = trace.find_object(segment.object);
            if (!is_wait(segment.state) || object == nullptr || last < segment.begin ||
                !counts(lane, *object, last))
                continue;
            if (last - segment.begin >= longest) {
                longest = last - segment.begin;
                const bool goes_on = at + 1 == count;
                stuck = StuckLane{lane.id(), goes_on ? last : segment.begin + moment_in(longest)};
            }
            break;
        }
    }
    return stuck;
}

} // namespace

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

std::optional<StuckLane> most_stuck_lane(const Trace& trace) {
    const auto is_stuck = [&trace](const Lane& lane, const Object& object, std::int64_t last) {
        return can_be_held(object.kind()) && owner_of_wait(trace, lane.id(), last).has_value();
    };
    // When a run is stopped the lanes of a ring go on one after the other, so its end shows less.
    return longest_last_wait(trace, is_stuck, [](std::int64_t length) { return length / 2; });
}

std::optional<StuckLane> longest_waiting_lane(const Trace& trace) {
    const auto is_for_others = [](const Lane&, const Object& object, std::int64_t) {
        return object.kind() != ObjectKind::worker && object.kind() != ObjectKind::start_gate;
    };
    // Late in the wait others have come, too: all but one of those that meet at a barrier.
    return longest_last_wait(trace, is_for_others, [](std::int64_t length) { return length - length / 8; });
}

std::optional<std::int64_t> next_event_time(const Lane& lane, std::int64_t time) {
    const std::size_t count = lane.events().size();
    std::size_t event = lane.events().first_at(time + 1);
    while (event < count && continues_last(lane.events()[event].kind))
        ++event;
    if (event >= count)
        return std::nullopt;
    return lane.events()[event].time;
}

std::optional<std::int64_t> previous_event_time(const Lane& lane, std::int64_t time) {
    std::size_t event = lane.events().first_at(time);
    while (event > 0 && continues_last(lane.events()[event - 1].kind))
        --event;
    if (event == 0)
        return std::nullopt;
    return lane.events()[event - 1].time;
}

std::optional<LanePlace> place_at(const Lane& lane, std::int64_t time) {
    constexpr int most_looked_at = 64; // events without a place
    std::optional<LanePlace> place;
    int looked = 0;
    lane.events().backwards(lane.events().first_at(time + 1), [&](const Event& event) {
        if (event.site == 0)
            return ++looked < most_looked_at;
        if (!place)
            place = LanePlace{event.site, event.time < time && !stays_at(event.kind)};
        // Who computes under a GIL gives it up and takes it again meanwhile, and is where it was.
        if (!place->is_passed || event.site != place->site || event.kind == EventKind::compute_end)
            return false;
        place->is_passed = event.kind != EventKind::compute_begin;
        return ++looked < most_looked_at;
    });
    return place;
}

} // namespace interleave
