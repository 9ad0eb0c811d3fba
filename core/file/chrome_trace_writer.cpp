// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_trace_writer.h"

#include "core/analysis/merged_records.h"
#include "core/file/chrome_layout.h"
#include "core/file/chrome_moments.h"
#include "core/file/run_facts.h"
#include "core/trace/json.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace interleave {

namespace {

/// Whether it is worth telling where the lane was: it stayed there.
bool has_place(LaneState state) noexcept {
    return is_wait(state) || state == LaneState::sleeping || state == LaneState::io;
}

/// What the slices of states are called, put together once for each state and object.
class StateNames {
public:
    StateNames(const Trace& trace, const ChromeLayout& layout) : trace_(trace), layout_(layout) {}

    /// What both return stays until the next call.
    const std::string& name(const Segment& segment) {
        std::string& name = names_[{segment.state, segment.object}];
        if (!name.empty())
            return name;
        name = std::string("\"") + title_of(segment.state);
        // Running and ready stay one name each, so that viewers add them up.
        if (has_place(segment.state) && trace_.find_object(segment.object) != nullptr)
            name += " (" + inner(layout_.object_name(segment.object)) + ")";
        return name += '"';
    }
    const std::string& arguments(const Segment& segment) {
        arguments_.clear();
        if (trace_.find_object(segment.object) != nullptr)
            arguments_.append("{\"object\":").append(layout_.object_name(segment.object));
        const std::string place = has_place(segment.state) ? layout_.place(segment.site) : std::string();
        if (!place.empty())
            arguments_.append(arguments_.empty() ? "{\"at\":" : ",\"at\":").append(place);
        if (!arguments_.empty())
            arguments_ += '}';
        return arguments_;
    }

private:
    static std::string inner(const std::string& quoted) { return quoted.substr(1, quoted.size() - 2); }

    const Trace& trace_;
    const ChromeLayout& layout_;
    std::map<std::pair<LaneState, std::uint16_t>, std::string> names_;
    std::string arguments_;
};

void write_states(ChromeEventWriter& events, const Trace& trace, const TracePart& part,
                  const ChromeLayout& layout) {
    StateNames names(trace, layout);
    for (const std::size_t index : part.lanes) {
        for_each_segment(
            trace.lane(index), part, [&](const Segment& segment, std::int64_t begin, std::int64_t end) {
                events.slice(layout.lane(index), begin, end, is_wait(segment.state) ? "state,wait" : "state",
                             names.name(segment), names.arguments(segment));
            });
    }
}

/// Calls `visit(change, begin, end)` for the object's condition over the part, in order of time and cut at
/// its ends. Changes that `is_same(a, b)` says show the same are one.
template <typename IsSame, typename Visit>
void for_each_condition(const Object& object, const TracePart& part, IsSame&& is_same, Visit&& visit) {
    const auto& changes = object.changes();
    const std::size_t count = changes.size();
    const std::size_t first = object.change_at(part.from);
    std::optional<ObjectChange> shown;
    std::int64_t begin = part.from;
    for (std::size_t i = first == nowhere ? 0 : first; i < count; ++i) {
        const ObjectChange change = changes[i];
        if (change.time() >= part.end)
            break;
        if (shown && is_same(*shown, change))
            continue;
        if (shown)
            visit(*shown, begin, std::max(begin, change.time()));
        begin = std::max(part.from, change.time());
        shown = change;
    }
    if (shown)
        visit(*shown, begin, std::max(begin, part.end));
}

void write_locks(ChromeEventWriter& events, const Trace& trace, const TracePart& part,
                 const ChromeLayout& layout) {
    const auto is_same = [](const ObjectChange& a, const ObjectChange& b) {
        return a.holder == b.holder && a.value == b.value && a.handing_off() == b.handing_off();
    };
    for (std::size_t i = 0; i < trace.object_count(); ++i) {
        const Object& object = trace.object(i);
        const ChromeTrack track = layout.lock(object);
        if (track.tid == 0)
            continue;
        for_each_condition(
            object, part, is_same, [&](const ObjectChange& change, std::int64_t begin, std::int64_t end) {
                if (change.several_holders())
                    events.slice(track, begin, end, "lock",
                                 "\"" + std::to_string(change.value) + " holders\"", {});
                else if (change.holder < part.all_lanes.size())
                    events.slice(track, begin, end, "lock", layout.lane_name(change.holder), {});
                else if (change.handing_off())
                    events.slice(track, begin, end, "lock", "\"handing over\"", {});
            });
    }
}

void write_waiters(ChromeEventWriter& events, const Trace& trace, const TracePart& part,
                   const ChromeLayout& layout) {
    const auto is_same = [](const ObjectChange& a, const ObjectChange& b) { return a.waiters == b.waiters; };
    for (std::size_t i = 0; i < trace.object_count(); ++i) {
        const Object& object = trace.object(i);
        // Lanes show who waits for a worker or a future, and these are many with the same name.
        const bool has_counter = can_be_waited_for(object.kind()) && object.kind() != ObjectKind::worker &&
                                 object.kind() != ObjectKind::future &&
                                 object.most_waiters(part.from, part.end) > 0;
        if (!has_counter)
            continue;
        const std::string name = "\"waiting for " + layout.object_name(object.id()).substr(1);
        for_each_condition(object, part, is_same,
                           [&](const ObjectChange& change, std::int64_t begin, std::int64_t) {
                               events.counter(layout.counters(), begin, name, "lanes", change.waiters);
                           });
    }
}

/// Returns the time that is written as 0: the trace's time 0, or the first event where that is before, as a
/// lane's can be that was there before the run began.
std::int64_t zero_of(const Trace& trace, const TracePart& part) {
    std::int64_t first = 0;
    for (const std::size_t index : part.all_lanes)
        first = std::min(first, trace.lane(index).begin());
    return std::min<std::int64_t>(0, std::max(first, part.from));
}

} // namespace

void write_chrome_trace(TextOutput& text, const Trace& trace, const RunInfo& info, const TracePart& part) {
    ChromeLayout layout(trace, part);
    const std::int64_t zero = zero_of(trace, part);
    ChromeEventWriter events(text, zero);
    // Viewers that know no other key stop at one, so what they need comes first.
    text << "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[";
    layout.describe(events, info);
    write_states(events, trace, part, layout);
    write_locks(events, trace, part, layout);
    write_waiters(events, trace, part, layout);
    // Arrows come last: a viewer binds them to the slices that it has read.
    ChromeMoments moments(events, trace, part, layout);
    MergedRecords records(trace, part.all_lanes, {.until = part.until});
    MergedRecord record;
    while (records.next(record))
        moments.take(record);
    moments.end();
    Json facts = run_facts(info);
    facts["time_zero_ns"] = length(zero, 0);
    facts["messages_without_flow"] = moments.forgotten_messages();
    text << "\n],\n\"otherData\":" << one_line(facts) << "}\n";
}

} // namespace interleave
