// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_moments.h"

#include "core/analysis/event_text.h"
#include "core/file/json_text.h"

#include <algorithm>

namespace interleave {

namespace {

/// Returns the name of a counter's series: what the value of such an object is.
const char* series_of(ObjectKind kind) noexcept {
    switch (kind) {
    case ObjectKind::queue:
    case ObjectKind::pipe:
    case ObjectKind::pool:
        return "length";
    case ObjectKind::barrier:
    case ObjectKind::start_gate:
        return "arrived";
    default:
        return "value";
    }
}

/// Returns what a lane did that let another one go on, without the object's name.
const char* verb_of(EventKind kind) noexcept {
    switch (kind) {
    case EventKind::release:
        return "releases";
    case EventKind::notify:
        return "notifies";
    case EventKind::wake:
        return "wakes";
    case EventKind::send:
        return "sends to";
    case EventKind::receive:
        return "receives from";
    case EventKind::completed:
        return "completes";
    case EventKind::acquire:
        return "gets";
    case EventKind::start:
        return "starts";
    case EventKind::wait_begin:
        return "arrives at";
    default:
        return "is done with";
    }
}

bool ends_a_lane(EventKind kind) noexcept {
    return kind == EventKind::lane_end || kind == EventKind::fatal_signal;
}

std::string with_prefix(std::string_view prefix, const std::string& quoted) {
    return "\"" + std::string(prefix) + quoted.substr(1);
}

} // namespace

ChromeMoments::ChromeMoments(ChromeEventWriter& events, const Trace& trace, const TracePart& part,
                             ChromeLayout& layout)
    : events_(events)
    , trace_(trace)
    , part_(part)
    , layout_(layout)
    , links_(trace)
    , work_(events, trace, part, layout)
    , causes_(part.all_lanes.size())
    , values_(max_objects + 1) {}

void ChromeMoments::take(const MergedRecord& record) {
    if (!has_begun_ && record.event.time >= part_.from)
        begin_part();
    if (record.event.object < values_.size())
        take_value(record.event);
    if (const auto link = links_.take(record))
        write_link(*link);
    if (record.lane < causes_.size())
        take_of_lane(record);
    else if (record.event.kind == EventKind::switches_lost)
        write_missing(record);
}

/// Says with which work and which values the part begins.
void ChromeMoments::begin_part() {
    has_begun_ = true;
    for (ObjectId object = 1; object < values_.size(); ++object)
        write_value(object, part_.from);
    work_.begin_part();
}

void ChromeMoments::end() {
    if (!has_begun_)
        begin_part();
    work_.end_part();
}

void ChromeMoments::take_value(const Event& event) {
    if (event.object == no_object)
        return;
    std::optional<std::int64_t>& value = values_[event.object];
    const bool tells = event.kind == EventKind::set_value || event.kind == EventKind::write ||
                       (event.kind == EventKind::read && !value); // what it was before the first write
    if (!tells || value == event.value)
        return;
    value = event.value;
    if (has_begun_)
        write_value(event.object, event.time);
}

void ChromeMoments::write_value(ObjectId id, std::int64_t time) {
    const Object* const object = trace_.find_object(id);
    if (object != nullptr && values_[id])
        events_.counter(layout_.counters(), time, layout_.object_name(id), series_of(object->kind()),
                        *values_[id]);
}

void ChromeMoments::take_of_lane(const MergedRecord& record) {
    const Event& event = record.event;
    const bool is_shown = has_begun_ && part_.has_lane(record.lane);
    const ChromeTrack& track = layout_.lane(record.lane);
    switch (event.kind) {
    case EventKind::task_begin:
    case EventKind::work_begin:
        work_.begin(record);
        break;
    case EventKind::task_end:
    case EventKind::work_end:
        work_.end(record);
        break;
    case EventKind::mark:
        if (is_shown)
            events_.instant(track, event.time, 't', "mark", layout_.object_name(event.object),
                            "{\"value\":" + std::to_string(event.value) + place_argument(event.site) + "}");
        break;
    case EventKind::print:
        if (is_shown)
            events_.instant(track, event.time, 't', "print",
                            json_string(printed_text(trace_.lane(record.lane).events(), record.index)), {});
        break;
    case EventKind::interval_elapsed:
    case EventKind::drop_request:
        if (is_shown)
            events_.instant(
                track, event.time, 't', "gil",
                event.kind == EventKind::drop_request ? "\"asks for the GIL\"" : "\"interval over\"", {});
        break;
    case EventKind::lane_end:
    case EventKind::fatal_signal:
        if (is_shown && !detail_text(trace_, record).empty())
            events_.instant(track, event.time, 't', "end",
                            json_string("ends: " + detail_text(trace_, record)), {});
        work_.end_all(record.lane, event.time);
        break;
    case EventKind::records_lost:
        if (is_shown)
            write_missing(record);
        work_.end_all(record.lane, event.time);
        break;
    default:
        break;
    }
}

void ChromeMoments::write_missing(const MergedRecord& record) {
    if (!has_begun_)
        return;
    const std::int64_t until = std::min(record.until, part_.end);
    const std::string arguments =
        "{\"records\":" + std::to_string(record.event.value) +
        ",\"for_ns\":" + std::to_string(std::max<std::int64_t>(0, length(record.event.time, until))) + "}";
    if (record.lane == no_lane)
        events_.instant(layout_.counters(), record.event.time, 'g', "missing", "\"switch records missing\"",
                        arguments);
    else
        events_.instant(layout_.lane(record.lane), record.event.time, 't', "missing", "\"records missing\"",
                        arguments);
}

void ChromeMoments::write_link(const WaitLink& link) {
    const bool is_shown = part_.holds(link.cause.time) && part_.holds(link.effect.time) &&
                          part_.has_lane(link.cause.lane) && part_.has_lane(link.effect.lane);
    if (!is_shown)
        return;
    const char* const category = link.message                          ? "message"
                                 : link.cause.kind == EventKind::start ? "start"
                                                                       : "wait";
    // At the end of a lane there is no slice any more, so the arrow begins in its last ns.
    const bool is_end = ends_a_lane(link.cause.kind);
    if (!is_end)
        write_cause(link);
    const std::int64_t begin = is_end ? std::max(part_.from, link.cause.time - 1) : link.cause.time;
    events_.flow(++flows_, category, layout_.object_name(link.object), layout_.lane(link.cause.lane), begin,
                 layout_.lane(link.effect.lane), link.effect.time);
}

/// A viewer may draw an arrow from the end of the slice that it begins in, so it gets one of no length, at
/// the moment itself.
void ChromeMoments::write_cause(const WaitLink& link) {
    Cause& last = causes_[link.cause.lane];
    if (last.time == link.cause.time && last.kind == link.cause.kind)
        return; // one moment can let many go on
    last = {link.cause.time, link.cause.kind};
    events_.instant(
        layout_.lane(link.cause.lane), link.cause.time, 't', "cause",
        with_prefix(std::string(verb_of(link.cause.kind)) + " ", layout_.object_name(link.object)),
        link.message ? "{\"message\":" + std::to_string(*link.message) + "}" : "");
}

std::string ChromeMoments::place_argument(SiteId site) const {
    const std::string place = layout_.place(site);
    return place.empty() ? place : ",\"at\":" + place;
}

} // namespace interleave
