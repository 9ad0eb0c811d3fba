// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/next_event.h"

#include <algorithm>
#include <limits>

namespace interleave {

namespace {

/// Whether it is something that a lane does, and not the rest of something or what the recorder says.
bool is_deed(EventKind kind) noexcept {
    switch (kind) {
    case EventKind::print_more:
    case EventKind::records_lost:
    case EventKind::switches_lost:
    case EventKind::switch_in:
    case EventKind::switch_out:
    case EventKind::compute_end:
    case EventKind::lane_begin:
    case EventKind::joined:
        return false;
    default:
        return true;
    }
}

bool is_end_by_stop(const Lane& lane, const NextEvent& next) {
    const Event event = lane.events()[next.event];
    return event.kind == EventKind::wait_end && event.detail == to_detail(WaitOutcome::stopped);
}

std::optional<NextEvent> next_of(const Lane& lane, std::int64_t moment) {
    const EventSequence& events = lane.events();
    for (std::size_t i = events.first_at(moment + 1); i < events.size(); ++i) {
        const Event event = events[i];
        if (is_deed(event.kind))
            return NextEvent{lane.id(), i, event.time};
    }
    return std::nullopt;
}

} // namespace

std::optional<NextEventQuestion> ask_next_event(const Trace& trace, std::int64_t moment) {
    std::vector<NextEvent> next;
    std::int64_t stopped = std::numeric_limits<std::int64_t>::max();
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        const Lane& lane = trace.lane(index);
        if (!lane.missing().empty())
            return std::nullopt;
        const auto event = next_of(lane, moment);
        if (event && is_end_by_stop(lane, *event))
            stopped = std::min(stopped, event->time);
        else if (event)
            next.push_back(*event);
    }
    std::erase_if(next, [stopped](const NextEvent& event) { return event.time >= stopped; });
    std::vector<NextEvent> by_time = next;
    std::ranges::stable_sort(by_time, {}, &NextEvent::time);
    by_time.resize(std::min(by_time.size(), most_candidates));
    if (by_time.size() < 2 || by_time[0].time == by_time[1].time)
        return std::nullopt;
    std::erase_if(next, [&](const NextEvent& event) { return event.time > by_time.back().time; });
    next.resize(std::min(next.size(), most_candidates));
    const auto first = std::ranges::min_element(next, {}, &NextEvent::time);
    return NextEventQuestion{moment, next, static_cast<std::size_t>(first - next.begin())};
}

} // namespace interleave
