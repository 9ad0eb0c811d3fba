// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/event_filter.h"

#include "core/analysis/event_text.h"
#include "core/analysis/site_text.h"

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

constexpr char lower(char letter) noexcept {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string with_spaces(std::string text) {
    std::ranges::replace(text, '_', ' ');
    return text;
}

/// Whether what such a record tells in words is told by its kind and detail alone.
bool is_told_by_detail(EventKind kind) noexcept {
    switch (kind) {
    case EventKind::release: // these have in their value whom they wake
    case EventKind::wake:
    case EventKind::print:
        return false;
    default:
        return true;
    }
}

} // namespace

std::vector<std::size_t> lanes_of(const EventFilter& filter, const Trace& trace) {
    if (filter.lanes)
        return *filter.lanes;
    std::vector<std::size_t> lanes(trace.lane_count());
    std::iota(lanes.begin(), lanes.end(), std::size_t{0});
    return lanes;
}

RecordPart part_of(const EventFilter& filter) noexcept {
    return {.from = filter.from, .until = filter.until, .with_switches = filter.with_switches};
}

std::string lowered(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), lower);
    return small;
}

bool has_part(std::string_view text, std::string_view part) noexcept {
    return !std::ranges::search(text, part, {}, lower).empty() || part.empty();
}

EventMatcher::EventMatcher(const Trace& trace, const EventFilter& filter)
    : trace_(trace)
    , kind_(filter.kind)
    , object_(filter.object)
    , text_(lowered(filter.text))
    , kind_text_(with_spaces(text_))
    , may_be_place_(text_.find_first_of(".:") != std::string::npos)
    , number_(filter.number) {}

bool EventMatcher::matches(const MergedRecord& record) {
    if (kind_ && record.event.kind != *kind_)
        return false;
    if (object_ != no_object && record.event.object != object_)
        return false;
    return text_.empty() || has_text(record);
}

bool EventMatcher::has_text(const MergedRecord& record) {
    const Event& event = record.event;
    if (number_ && value_of(event) == number_)
        return true;
    LastOfKind& last = last_[static_cast<std::size_t>(event.kind)];
    return kind_has(event.kind, last) || lane_has(record.lane) || object_has(event.object) ||
           (may_be_place_ && site_has(event.site, last)) || detail_has(record, last);
}

bool EventMatcher::lane_has(LaneId lane) {
    if (lane >= trace_.lane_count())
        return false;
    if (lane >= lanes_.size())
        lanes_.resize(trace_.lane_count(), Known::not_yet);
    Known& known = lanes_[lane];
    if (known == Known::not_yet)
        known = has_part(trace_.lane(lane).name(), text_) ? Known::yes : Known::no;
    return known == Known::yes;
}

bool EventMatcher::object_has(ObjectId id) {
    const Object* const object = trace_.find_object(id);
    if (object == nullptr)
        return false;
    if (id >= objects_.size())
        objects_.resize(trace_.object_count() + 1, Known::not_yet);
    Known& known = objects_[id];
    if (known == Known::not_yet)
        known = has_part(object->name(), text_) ? Known::yes : Known::no;
    return known == Known::yes;
}

bool EventMatcher::kind_has(EventKind kind, LastOfKind& last) {
    if (last.name == Known::not_yet)
        last.name = has_part(with_spaces(name_of(kind)), kind_text_) ? Known::yes : Known::no;
    return last.name == Known::yes;
}

bool EventMatcher::site_has(SiteId site, LastOfKind& last) {
    if (last.site == Known::not_yet || last.of_site != site) {
        last.of_site = site;
        last.site = has_part(site_text(trace_, site), text_) ? Known::yes : Known::no;
    }
    return last.site == Known::yes;
}

bool EventMatcher::detail_has(const MergedRecord& record, LastOfKind& last) {
    const Event& event = record.event;
    const bool is_as_last = last.detail != Known::not_yet && last.of_detail == event.detail &&
                            event.kind != EventKind::print &&
                            (is_told_by_detail(event.kind) || last.of_value == event.value);
    if (!is_as_last) {
        last.of_detail = event.detail;
        last.of_value = event.value;
        last.detail = has_part(detail_text(trace_, record), text_) ? Known::yes : Known::no;
    }
    return last.detail == Known::yes;
}

} // namespace interleave
