// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/range_figures.h"

#include "core/analysis/event_text.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <tuple>

namespace interleave {

namespace {

/// Returns what is missing within the range. What the counts have and no place is known of may be anywhere.
CollectorCounts missing_within(const Trace& trace, const CollectorCounts& counts, const RunRange& range) {
    constexpr std::int64_t begin_of_time = std::numeric_limits<std::int64_t>::min() / 4;
    constexpr std::int64_t end_of_time = std::numeric_limits<std::int64_t>::max() / 4;
    CollectorCounts missing = counts;
    missing.dropped = 0;
    missing.lost_switches = 0;
    std::uint64_t dropped_somewhere = 0;
    for (std::size_t lane = 0; lane < trace.lane_count(); ++lane) {
        const MissingSequence& of_lane = trace.lane(lane).missing();
        missing.dropped += of_lane.count_between(range.from + 1, range.end - 1);
        dropped_somewhere += of_lane.count_between(begin_of_time, end_of_time);
    }
    std::uint64_t lost_somewhere = 0;
    for (std::size_t i = 0; i < trace.lost_switches().size(); ++i) {
        const LostSwitches& lost = trace.lost_switches()[i];
        lost_somewhere += lost.count;
        if (lost.since <= range.end && lost.time >= range.from)
            missing.lost_switches += lost.count;
    }
    missing.dropped += counts.dropped - std::min(counts.dropped, dropped_somewhere);
    missing.lost_switches += counts.lost_switches - std::min(counts.lost_switches, lost_somewhere);
    return missing;
}

LaneFigures figures_of(const Lane& lane, const RunRange& range, std::uint64_t events) {
    const std::int64_t begin = std::max(lane.begin(), range.from);
    return {.lane = lane.id(),
            .life_ns = std::max<std::int64_t>(0, std::min(lane.end(), range.end) - begin),
            .times = lane.times_between(range.from, range.end),
            .switches = switch_counts(lane, range.from, range.until),
            .events = events};
}

std::vector<WaitedFor> ranked(const std::map<ObjectId, RangeWaits>& waits) {
    std::vector<WaitedFor> ranking;
    for (const auto& [object, of_object] : waits)
        ranking.push_back({object, of_object});
    std::ranges::sort(ranking, {},
                      [](const WaitedFor& one) { return std::tuple(-one.waits.waited_ns, one.object); });
    return ranking;
}

} // namespace

SwitchCounts RangeFigures::all_switches() const noexcept {
    SwitchCounts sum;
    for (const LaneFigures& lane : lanes) {
        sum.switches += lane.switches.switches;
        sum.preemptions += lane.switches.preemptions;
        sum.migrations += lane.switches.migrations;
    }
    return sum;
}

RunRange run_range(const Trace& trace, std::int64_t from, std::int64_t until) noexcept {
    const std::int64_t end = std::clamp<std::int64_t>(trace.time_end(), 0, latest_time);
    std::int64_t first = 0;
    for (std::size_t lane = 0; lane < trace.lane_count(); ++lane)
        first = std::min(first, std::max(-latest_time, trace.lane(lane).begin()));
    from = std::clamp(from, first, end + 1);
    until = std::clamp(until, from, end + 1);
    return {from, until, std::max(from, std::min(until, end))};
}

RangeFigures range_figures(const Trace& trace, const CollectorCounts& counts, const RangeRequest& request) {
    RangeFigures figures;
    figures.range = run_range(trace, request.from, request.until);
    const RunRange& range = figures.range;
    figures.missing = missing_within(trace, counts, range);
    figures.has_switches = trace.has_kernel_records();
    std::vector<std::size_t> lanes = trace.lanes_in_order_of_start();
    if (!request.lanes.empty())
        std::erase_if(lanes, [&](std::size_t lane) { return std::ranges::count(request.lanes, lane) == 0; });
    const RangeEvents events = range_events(trace, lanes, range, request.most_printed);
    const bool is_of_all_time = request.from == RangeRequest().from && request.until == RangeRequest().until;
    for (const std::size_t index : lanes) {
        const Lane& lane = trace.lane(index);
        const bool lived = range.from < range.until && lane.begin() < range.until && lane.end() >= range.from;
        if (lived || is_of_all_time)
            figures.lanes.push_back(figures_of(lane, range, events.by_lane[index]));
    }
    for (const LaneFigures& lane : figures.lanes)
        figures.events += lane.events;
    figures.waits = ranked(events.waits);
    figures.parallelism = parallelism(trace, lanes, range.from, range.end, request.columns);
    figures.events_by_kind = events.by_kind;
    for (const PrintedLine& line : events.printed)
        figures.printed.push_back(
            {line.time, line.lane, printed_text(trace.lane(line.lane).events(), line.event)});
    figures.all_printed = events.all_printed;
    return figures;
}

} // namespace interleave
