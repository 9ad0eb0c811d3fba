// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_tables.h"

#include "core/analysis/event_text.h"
#include "core/analysis/lane_ending.h"
#include "core/analysis/lock_times.h"
#include "core/analysis/merged_records.h"
#include "core/analysis/missing_records.h"
#include "core/file/formed_names.h"

#include <array>

namespace interleave {

namespace {

constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::max();

constexpr std::array event_columns{"time_ns", "lane", "event", "object",  "value",
                                   "detail",  "file", "line",  "lane_id", "object_id"};

void fill_events_of_part(TableOutput& table, const Trace& trace, const RunInfo&, const TracePart& part) {
    fill_events(table, trace, {.from = part.from, .until = part.until, .lanes = part.lanes});
}

constexpr std::array segment_columns{"lane", "begin_ns",    "end_ns",  "state",   "object",   "file",
                                     "line", "duration_ns", "in_wait", "lane_id", "object_id"};

void fill_segments(TableOutput& table, const Trace& trace, const RunInfo&, const TracePart& part) {
    const FormedNames names(table, trace);
    for (const std::size_t index : part.lanes) {
        const Lane& lane = trace.lane(index);
        for_each_segment(lane, part, [&](const Segment& segment, std::int64_t begin, std::int64_t end) {
            names.add_lane(lane.id());
            table.number(begin);
            table.number(end);
            table.words(title_of(segment.state));
            names.add_object(segment.object);
            names.add_site(segment.site);
            table.number(length(begin, end));
            table.flag((segment.flags & in_wait) != 0);
            table.number(lane.id());
            names.add_object_id(segment.object);
            table.end_row();
        });
    }
}

constexpr std::array object_columns{
    "id",          "name",           "kind",       "acquisitions", "contended",
    "wait_ns",     "uncontended_ns", "handoff_ns", "hold_ns",      "contended_hold_ns",
    "max_waiters", "complete"};

void fill_objects(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const bool whole = !misses_events(info.counts);
    const auto add_time = [&](std::int64_t ns) { whole ? table.number(ns) : table.nothing(); };
    for (const LockTimes& object : lock_times(trace, part.from, part.end)) {
        table.number(object.id);
        table.words(object.name);
        table.words(name_of(object.kind));
        table.number(static_cast<std::int64_t>(object.acquisitions));
        table.number(static_cast<std::int64_t>(object.contended));
        add_time(object.wait_ns);
        add_time(object.uncontended_ns);
        add_time(object.handoff_ns);
        add_time(object.hold_ns);
        add_time(object.contended_hold_ns);
        table.number(object.max_waiters);
        table.flag(whole);
        table.end_row();
    }
}

/// The states in the order of their columns. Several states can share one.
constexpr std::array state_keys{"running", "ready", "lock",   "gil",   "semaphore", "condition", "barrier",
                                "queue",   "join",  "future", "sleep", "io",        "unknown"};

constexpr std::array lane_columns{
    "id",           "name",       "kind",      "pid",         "tid",       "begin_ns",
    "end_ns",       "running_ns", "ready_ns",  "lock_ns",     "gil_ns",    "semaphore_ns",
    "condition_ns", "barrier_ns", "queue_ns",  "join_ns",     "future_ns", "sleep_ns",
    "io_ns",        "unknown_ns", "exit_code", "exit_signal", "ending",    "missing_records"};

void add_end(TableOutput& table, const Trace& trace, const Lane& lane) {
    const auto exit = lane.exit();
    table.number_or_nothing(exit ? std::optional<std::int64_t>(exit->code) : std::nullopt);
    table.number_or_nothing(exit ? std::optional<std::int64_t>(exit->signal) : std::nullopt);
    const auto ending = lane_ending(trace, lane);
    if (!ending)
        return table.nothing();
    const std::string culprit =
        ending->culprit < trace.lane_count() ? trace.lane(ending->culprit).name() : std::string();
    table.words(ending->by == LaneEnding::By::itself ? "by itself" : full_text(*ending, culprit));
}

void fill_lanes(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const auto time_or_nothing = [&](std::int64_t time) {
        table.number_or_nothing(time == no_time ? std::nullopt : std::optional(time));
    };
    for (const std::size_t index : part.lanes) {
        const Lane& lane = trace.lane(index);
        table.number(lane.id());
        table.words(lane.name());
        table.words(name_of(lane.kind()));
        table.number(lane.pid());
        table.number(lane.tid());
        time_or_nothing(lane.begin());
        time_or_nothing(lane.end());
        add_states(table, lane.times_between(part.from, part.end), info.counts);
        add_end(table, trace, lane);
        table.number(static_cast<std::int64_t>(lane.missing().count_between(part.from, part.end)));
        table.end_row();
    }
}

} // namespace

void add_states(TableOutput& table, const StateTimes& times, const CollectorCounts& counts) {
    for (const std::string_view key : state_keys) {
        std::int64_t sum = 0;
        bool whole = true;
        for (std::size_t s = 1; s < state_count; ++s) {
            const auto state = static_cast<LaneState>(s);
            if (key != json_key(state))
                continue;
            sum += times[s];
            whole = whole && is_whole(state, counts);
        }
        whole ? table.number(sum) : table.nothing();
    }
}

void fill_events(TableOutput& table, const Trace& trace, const EventFilter& filter,
                 const std::function<void(std::int64_t time)>& passed) {
    constexpr std::size_t between_calls = 16'384; // records; some milliseconds
    const FormedNames names(table, trace);
    MergedRecords records(trace, lanes_of(filter, trace), part_of(filter));
    EventMatcher matcher(trace, filter);
    MergedRecord record;
    for (std::size_t count = 1; records.next(record); ++count) {
        const Event& event = record.event;
        if (passed && count % between_calls == 0)
            passed(event.time);
        if (!matcher.matches(record))
            continue;
        table.number(event.time);
        names.add_lane(record.lane);
        names.add_kind(event.kind);
        names.add_object(event.object);
        table.number_or_nothing(value_of(event));
        table.words_or_nothing(detail_text(trace, record));
        names.add_site(event.site);
        record.lane == no_lane ? table.nothing() : table.number(record.lane);
        names.add_object_id(event.object);
        table.end_row();
    }
}

const RunTable events_table{"events", event_columns, fill_events_of_part};
const RunTable segments_table{"segments", segment_columns, fill_segments};
const RunTable objects_table{"objects", object_columns, fill_objects};
const RunTable lanes_table{"lanes", lane_columns, fill_lanes};

} // namespace interleave
