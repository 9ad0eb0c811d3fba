// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lane_finder.h"

#include "core/analysis/deadlock_ring.h"
#include "core/analysis/lane_ending.h"
#include "core/analysis/lost_update.h"
#include "core/event/error.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace interleave {

namespace {

using Places = std::vector<LookPlace>;

EventKind kind_in(const LookQuestion& question) {
    for (std::uint16_t i = 1; i < static_cast<std::uint16_t>(EventKind::count_); ++i)
        if (question.subject() == name_of(static_cast<EventKind>(i)))
            return static_cast<EventKind>(i);
    throw UsageError("unknown event '" + question.subject() + "'; write it as the recorder does");
}

/// Of releases only those have a mark that were asked for.
bool is_shown(const Event& event) noexcept {
    return event.kind != EventKind::release || event.detail == to_detail(ReleaseReason::forced);
}

LookPlace life_of(const LookQuestion& question, const Lane& lane) {
    return {.lane = lane.id(), .begin = question.until(lane.begin()), .end = question.until(lane.end())};
}

LookPlace lane_place(const Lane& lane, const Event& event, std::size_t index) {
    return {.lane = lane.id(),
            .object = ObjectId{event.object},
            .begin = event.time,
            .end = event.time,
            .event = index};
}

template <typename Visit>
void for_each_stretch(const Lane& lane, LaneState state, Visit&& visit) {
    for (std::size_t i = 0; i + 1 < lane.segments().size(); ++i) {
        const Segment segment = lane.segments()[i];
        const std::int64_t end = lane.segments()[i + 1].begin;
        if (segment.state == state && end > segment.begin)
            visit(segment, end);
    }
}

std::optional<LookPlace> first_lost_update(const LookQuestion& question, const Lane& lane) {
    for (std::size_t i = 0; i < lane.events().size(); ++i) {
        const Event event = lane.events()[i];
        if (event.kind != EventKind::write)
            continue;
        const Object* const object = question.trace().find_object(ObjectId{event.object});
        if (object == nullptr || !is_called(*object, question.subject()))
            continue;
        if (const auto lost = lost_update_at(question.trace(), lane, i))
            return LookPlace{.lane = lane.id(),
                             .object = object->id(),
                             .begin = lost->read_time,
                             .end = lost->write_time,
                             .event = i};
    }
    return std::nullopt;
}

} // namespace

LaneState state_called(const std::string& title) {
    for (std::size_t i = 0; i < state_count; ++i)
        if (title == title_of(static_cast<LaneState>(i)))
            return static_cast<LaneState>(i);
    throw UsageError("unknown state '" + title + "'; write it as the legend does");
}

Places find_lanes(const LookQuestion& question) {
    Places found;
    for (const Lane* lane : question.lanes_called(question.subject()))
        found.push_back(life_of(question, *lane));
    return found;
}

Places find_processes(const LookQuestion& question) {
    Places found;
    std::set<std::int32_t> seen;
    for (const Lane* lane : question.lanes_called(question.subject()))
        if (lane->kind() == LaneKind::process && seen.insert(lane->pid()).second)
            found.push_back(life_of(question, *lane));
    return found;
}

Places find_states(const LookQuestion& question) {
    const LaneState state = state_called(question.subject());
    question.require_object("for");
    Places found;
    for (const Lane* lane : question.lanes_where("on"))
        for_each_stretch(*lane, state, [&](const Segment& segment, std::int64_t end) {
            if (question.is_meant("for", segment.object))
                found.push_back({.lane = lane->id(),
                                 .object = ObjectId{segment.object},
                                 .begin = segment.begin,
                                 .end = end});
        });
    return found;
}

Places find_together(const LookQuestion& question) {
    const LaneState state = state_called(question.subject());
    Places stretches;
    std::map<std::int64_t, int> steps; // how many more are in it from that time on
    for (const Lane* lane : question.lanes_where("on"))
        for_each_stretch(*lane, state, [&](const Segment& segment, std::int64_t end) {
            stretches.push_back({.lane = lane->id(), .begin = segment.begin, .end = end});
            ++steps[segment.begin];
            --steps[end];
        });
    int now = 0;
    int most = 0;
    std::int64_t moment = 0;
    for (const auto& [time, step] : steps)
        if ((now += step) > most) {
            most = now;
            moment = time;
        }
    std::erase_if(stretches,
                  [moment](const LookPlace& place) { return moment < place.begin || moment >= place.end; });
    return stretches;
}

Places find_events(const LookQuestion& question) {
    const EventKind kind = kind_in(question);
    question.require_object("of");
    Places found;
    for (const Lane* lane : question.lanes_where("on")) {
        std::size_t index = 0;
        lane->events().for_each([&](const Event& event) {
            if (event.kind == kind && is_shown(event) && question.is_meant("of", event.object) &&
                (!question.has("value") || event.value == whole_number_in(question.where("value"))))
                found.push_back(lane_place(*lane, event, index));
            ++index;
        });
    }
    return found;
}

Places find_last_events(const LookQuestion& question) {
    const EventKind kind = kind_in(question);
    question.require_object("of");
    Places found;
    for (const Lane* lane : question.lanes_where("on")) {
        std::size_t index = lane->events().size();
        lane->events().backwards(index, [&](const Event& event) {
            --index;
            if (event.kind == EventKind::fatal_signal || event.kind == EventKind::lane_end)
                return true;
            if (event.kind == kind && question.is_meant("of", event.object))
                found.push_back(lane_place(*lane, event, index));
            return false;
        });
    }
    return found;
}

Places find_work(const LookQuestion& question) {
    Places found;
    for (const Lane* lane : question.lanes_where("on"))
        for (std::size_t row = 0; row < lane->work_row_count(); ++row) {
            const WorkRow& work = lane->work_row(row);
            for (std::size_t i = 0; i < work.stretches().size(); ++i) {
                const WorkStretch stretch = work.stretches()[i];
                const Object* const name = question.trace().find_object(ObjectId{stretch.object});
                if (name != nullptr && fits(question.subject(), name->name()))
                    found.push_back({.lane = lane->id(),
                                     .begin = stretch.begin,
                                     .end = work.end_of(i, question.until(lane->end()))});
            }
        }
    if (found.empty() && question.is_absent())
        question.objects_called(question.subject()); // so that a misspelt name is no proof
    return found;
}

Places find_lost_updates(const LookQuestion& question) {
    question.objects_called(question.subject());
    Places found;
    for (const Lane* lane : question.lanes_where("on"))
        if (const auto place = first_lost_update(question, *lane))
            found.push_back(*place);
    return found;
}

Places find_rings(const LookQuestion& question) {
    const std::int64_t size = whole_number_in(question.subject());
    Places found;
    for (const DeadlockRing& ring : deadlock_rings(question.trace(), question.info())) {
        if (std::ssize(ring.links) != size)
            continue;
        for (const RingLink& link : ring.links)
            found.push_back({.lane = link.waiter,
                             .object = link.object,
                             .begin = ring.since,
                             .end = question.trace().time_end()});
        break;
    }
    return found;
}

Places find_ends(const LookQuestion& question) {
    Places found;
    for (const Lane* lane : question.lanes_where("on")) {
        const std::optional<LaneEnding> ending = lane_ending(question.trace(), *lane);
        if (!ending)
            continue;
        const std::string culprit = ending->culprit < question.trace().lane_count()
                                        ? question.trace().lane(ending->culprit).name()
                                        : std::string();
        if (fits(question.subject(), short_text(*ending, culprit)))
            found.push_back({.lane = lane->id(),
                             .begin = question.until(lane->end()),
                             .end = question.until(lane->end())});
    }
    return found;
}

} // namespace interleave
