// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_telling.h"

#include "core/event/session_layout.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace interleave {

namespace {

using EntryKind = ChromeEntry::Kind;

constexpr std::size_t records_at_once = 16'384;

static_assert(ChromeNames::most + ChromeCounters::most < max_objects);

} // namespace

ChromeTelling::ChromeTelling(ChromeCollection& collection, std::vector<LaneInfo> lanes, std::int64_t origin)
    : collection_(collection)
    , lanes_(std::move(lanes))
    , origin_(origin)
    , object_of_name_(collection.names.size(), no_object)
    , object_of_counter_(collection.counters.all().size(), no_object) {
    for (const ChromeCounter& counter : collection.counters.all()) {
        units_.push_back(unit_of(counter));
        collection.counts.rounded_counters += units_.back().rounds ? 1 : 0;
    }
    // Only what is in an entry has an object.
    constexpr ObjectId wanted = 1;
    for (const ChromeEntry& entry : collection.entries)
        (entry.kind == EntryKind::value ? object_of_counter_[entry.track] : object_of_name_[entry.name]) =
            wanted;
}

void ChromeTelling::announce(RecordSink& sink) {
    announced_ = true;
    for (const LaneInfo& lane : lanes_)
        sink.lane_appeared(lane);
    ObjectId next = 1;
    const auto& counters = collection_.counters.all();
    const bool has_processes = std::ranges::any_of(
        counters, [&](const ChromeCounter& other) { return other.process != counters.front().process; });
    for (std::uint32_t i = 0; i < counters.size(); ++i) {
        if (object_of_counter_[i] == no_object)
            continue;
        std::string name = collection_.counters.name_of(i);
        if (has_processes)
            name.insert(0, collection_.tracks.process_name(counters[i].process).append(": "));
        if (units_[i].power != 0)
            name.append(" (").append(units_[i].words()).append(")");
        object_of_counter_[i] = next;
        sink.object_appeared({next++, ObjectKind::variable, name});
    }
    for (std::size_t name = 0; name < object_of_name_.size(); ++name) {
        if (object_of_name_[name] == no_object)
            continue;
        object_of_name_[name] = next;
        sink.object_appeared(
            {next++, ObjectKind::label, collection_.names.text(static_cast<ChromeName>(name))});
    }
}

void ChromeTelling::add(std::int64_t time, LaneId lane, EventKind kind, ObjectId object,
                        std::uint64_t value) {
    batch_.push_back({time - origin_, value, object, 0, kind, 0, lane, 0});
}

void ChromeTelling::end_first() {
    const OpenSlice& slice = open_.top();
    add(slice.end, slice.lane, EventKind::work_end, slice.name, work_row::row(slice.row));
    open_.pop();
}

void ChromeTelling::add_entry(const ChromeEntry& entry) {
    const auto lane = static_cast<LaneId>(entry.track);
    switch (entry.kind) {
    case EntryKind::slice:
        add(entry.time, lane, EventKind::work_begin, object_of_name_[entry.name], work_row::row(entry.row));
        open_.push({entry.detail, object_of_name_[entry.name], lane, entry.row});
        break;
    case EntryKind::mark:
        add(entry.time, lane, EventKind::mark, object_of_name_[entry.name], 0);
        break;
    case EntryKind::flow_out: // an arrow is told as a message, which has a number of its own
        add(entry.time, lane, EventKind::send, object_of_name_[entry.name],
            static_cast<std::uint64_t>(entry.detail));
        break;
    case EntryKind::flow_in:
        add(entry.time, lane, EventKind::receive, object_of_name_[entry.name],
            static_cast<std::uint64_t>(entry.detail));
        break;
    case EntryKind::value:
        add(entry.time, no_lane, EventKind::set_value, object_of_counter_[entry.track],
            static_cast<std::uint64_t>(units_[entry.track].value_of(std::bit_cast<double>(entry.detail))));
        break;
    default:
        break;
    }
}

bool ChromeTelling::tell(RecordSink& sink) {
    if (!announced_)
        announce(sink);
    const std::vector<ChromeEntry>& entries = collection_.entries;
    batch_.clear();
    while (batch_.size() < records_at_once && (next_ < entries.size() || !open_.empty())) {
        if (!open_.empty() && (next_ == entries.size() || open_.top().end <= entries[next_].time))
            end_first();
        else
            add_entry(entries[next_++]);
    }
    if (!batch_.empty()) {
        sink.records(batch_);
        record_count_ += batch_.size();
        sink.time_reached(batch_.back().time);
    }
    return next_ < entries.size() || !open_.empty();
}

} // namespace interleave
