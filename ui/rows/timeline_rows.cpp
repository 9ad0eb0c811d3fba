// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/timeline_rows.h"

#include <algorithm>
#include <limits>
#include <map>

namespace interleave {

namespace {

/// A life of less than this part of the run is about as wide as a pixel or two of the whole run's picture.
constexpr std::int64_t short_part = 600;
/// Fewer short lives have rows of their own.
constexpr std::size_t least_members = 4;

bool contains(const TimelineRow& row, std::size_t index) noexcept {
    return row.members.empty() ? row.index == index : std::ranges::binary_search(row.members, index);
}

/// Whether it is the lane of the program itself, which nobody started: beside workers it only starts them and
/// waits for them.
bool is_main(const Lane& lane) noexcept {
    return lane.kind() == LaneKind::process && lane.worker() == no_object;
}

/// The row of one lane. `has_low` says whether the lane of the program itself needs less height.
TimelineRow lane_row(const Trace& trace, std::size_t index, std::size_t source, bool has_low) {
    const Lane& lane = trace.lane(index);
    TimelineRow row{TimelineRow::Kind::lane, index, source};
    row.work_rows = std::min(lane.work_row_count(), most_shown_work_rows);
    row.has_states = trace.knows_states();
    row.has_bar = row.has_states || !lane.marks().empty() || row.work_rows == 0;
    row.is_low = has_low && is_main(lane) && row.work_rows < 2;
    return row;
}

/// Gives all lanes beside one with a strip of named work the room of a strip, so that bars are alike. That of
/// the program itself is low and counts for none.
void align_bars(std::vector<TimelineRow>& rows) {
    const auto has_strip = [](const TimelineRow& row) {
        return row.has_states && row.work_rows == 1 && !row.is_low;
    };
    if (std::ranges::none_of(rows, has_strip))
        return;
    for (TimelineRow& row : rows)
        row.keeps_strip =
            row.kind == TimelineRow::Kind::lane && row.has_states && row.work_rows == 0 && !row.is_low;
}

/// Returns how far a lane's life is from a moment, in ns; 0 within it.
std::int64_t distance_of(const Lane& lane, std::int64_t time) noexcept {
    if (time < lane.begin())
        return lane.begin() - time;
    return time > lane.end() ? time - lane.end() : 0;
}

} // namespace

bool TimelineRow::shows_lane(std::size_t lane) const noexcept {
    return is_of_lanes() && !is_heading() && contains(*this, lane);
}

double TimelineRow::parts() const noexcept {
    constexpr double of_work = 0.6;
    const auto rows = static_cast<double>(work_rows);
    if (has_states) // a single row of work is a strip in the bar
        return work_rows < 2 ? 1 : 1 + of_work * rows;
    return std::max(1.0, of_work * (rows + (has_bar ? 1 : 0)));
}

bool TimelineRow::shows_object(std::size_t object) const noexcept {
    return (kind == Kind::object || kind == Kind::unused) && contains(*this, object);
}

bool has_row(ObjectKind kind) noexcept {
    switch (kind) {
    case ObjectKind::mutex:
    case ObjectKind::shared_mutex:
    case ObjectKind::gil:
    case ObjectKind::semaphore:
    case ObjectKind::condition:
    case ObjectKind::barrier:
    case ObjectKind::queue:
    case ObjectKind::pipe:
    case ObjectKind::pool:
    case ObjectKind::variable:
        return true;
    default:
        return false; // the lanes show joins, futures, start gates and labels
    }
}

bool is_without_waits(const Object& object) noexcept {
    constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::max();
    return object.kind() == ObjectKind::barrier && object.most_waiters(0, ever) == 0;
}

bool is_short_life(const Trace& trace, const Lane& lane) noexcept {
    const std::int64_t whole = trace.time_end();
    return trace.knows_states() && lane.end() <= whole && lane.end() - lane.begin() < whole / short_part;
}

LaneGroup group_of(const Lane& lane) {
    const std::string& name = lane.given_name();
    const std::size_t before_number = name.find_last_not_of("0123456789");
    const bool is_numbered = before_number != std::string::npos && before_number + 1 < name.size() &&
                             (name[before_number] == ' ' || name[before_number] == '-') && before_number > 0;
    return {lane.kind(), is_numbered ? name.substr(0, before_number) : name};
}

std::vector<std::size_t> lanes_near(const Trace& trace, const TimelineRow& row, std::int64_t time,
                                    std::int64_t reach) {
    std::vector<std::size_t> near;
    for (const std::size_t index : row.members)
        if (distance_of(trace.lane(index), time) <= reach)
            near.push_back(index);
    return near;
}

std::size_t nearest_lane(const Trace& trace, const TimelineRow& row, std::int64_t time) {
    if (row.members.empty())
        return row.index;
    return *std::ranges::min_element(row.members, {},
                                     [&](std::size_t index) { return distance_of(trace.lane(index), time); });
}

std::vector<TimelineRow> timeline_rows(const Trace& trace, std::size_t source,
                                       const std::set<LaneGroup>& unfolded, bool processors) {
    std::map<LaneGroup, std::vector<std::size_t>> groups;
    const std::vector<std::size_t> lanes = trace.lanes_in_order_of_start();
    for (const std::size_t index : lanes)
        if (is_short_life(trace, trace.lane(index)))
            groups[group_of(trace.lane(index))].push_back(index);
    for (auto& [group, members] : groups)
        if (members.size() < least_members || unfolded.contains(group))
            members.clear();
        else
            std::ranges::sort(members);

    std::vector<TimelineRow> rows;
    for (const std::size_t index : lanes) {
        const Lane& lane = trace.lane(index);
        const auto group = is_short_life(trace, lane) ? groups.find(group_of(lane)) : groups.end();
        if (group == groups.end() || group->second.empty())
            rows.push_back(lane_row(trace, index, source, lanes.size() > 1));
        else if (group->second.front() == index)
            rows.push_back({TimelineRow::Kind::short_lives, index, source, group->second});
    }
    align_bars(rows);

    std::vector<std::size_t> unused;
    for (std::size_t index = 0; index < trace.object_count(); ++index) {
        if (!has_row(trace.object(index).kind()))
            continue;
        if (trace.object(index).changes().size() == 0)
            unused.push_back(index);
        else
            rows.push_back(
                {TimelineRow::Kind::object, index, source, {}, is_without_waits(trace.object(index))});
    }
    if (unused.size() == 1)
        rows.push_back({TimelineRow::Kind::object, unused.front(), source, {}, true});
    else if (!unused.empty())
        rows.push_back({TimelineRow::Kind::unused, unused.front(), source, unused, true});
    for (std::size_t cpu = 0; processors && cpu < trace.processor_count(); ++cpu)
        if (trace.processor(cpu) != nullptr)
            rows.push_back({TimelineRow::Kind::processor, cpu, source, {}, true});
    return rows;
}

} // namespace interleave
