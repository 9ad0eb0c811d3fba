// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_walk.h"

#include "core/analysis/trace_walk.h"
#include "ui/navigation/owner_walk.h"

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

/// Chooses the lane that was on the processor then, if one was.
void choose_on_processor(const Trace& trace, Navigation& navigation, std::size_t cpu, std::int64_t time) {
    const Processor& processor = *trace.processor(cpu);
    const std::size_t at = processor.last_at(time);
    if (at != nowhere && processor[at].lane < trace.lane_count())
        navigation.chooseLane(processor[at].lane, time);
}

} // namespace

void choose_row(const TimelineModel& model, Navigation& navigation, std::size_t row, std::int64_t time) {
    if (row >= model.row_count())
        return;
    const TimelineRow& chosen = model.row(row);
    const Trace& trace = model.frame().trace_of(chosen);
    if (chosen.is_of_lanes())
        navigation.chooseLane(trace.lane(nearest_lane(trace, chosen, time)).id(), time);
    else if (chosen.kind == TimelineRow::Kind::processor)
        choose_on_processor(trace, navigation, chosen.index, time);
    else
        navigation.chooseObject(trace.object(chosen.index).id(), time);
}

void choose_neighbour(const TimelineModel& model, Navigation& navigation, int by) {
    // A processor or a heading leads to a lane, which has a row of its own.
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < model.row_count(); ++row)
        if (model.row(row).kind != TimelineRow::Kind::processor && !model.row(row).is_heading())
            rows.push_back(row);
    if (rows.empty())
        return;
    const auto count = static_cast<std::ptrdiff_t>(rows.size());
    const std::ptrdiff_t chosen = std::ranges::find(rows, model.chosen_row()) - rows.begin();
    const std::ptrdiff_t next = chosen >= count ? 0 : std::clamp<std::ptrdiff_t>(chosen + by, 0, count - 1);
    const TimeRange& range = navigation.visibleRange();
    choose_row(model, navigation, rows[static_cast<std::size_t>(next)],
               navigation.cursor().value_or((range.from + range.until) / 2));
}

void step_event(const TimelineModel& model, Navigation& navigation, int by) {
    if (!navigation.chosenLane())
        choose_neighbour(model, navigation, 0);
    const std::size_t row = model.chosen_row();
    if (!navigation.chosenLane() || row >= model.row_count())
        return;
    const LaneId chosen = *navigation.chosenLane(); // its row may be shared with other lanes
    const Lane& lane = model.frame().trace_of(model.row(row)).lane(chosen);
    const std::int64_t now = navigation.cursor().value_or(navigation.visibleRange().from);
    if (const auto time = by > 0 ? next_event_time(lane, now) : previous_event_time(lane, now))
        navigation.chooseLane(chosen, *time);
}

void go_to_owner(const TimelineModel& model, Navigation& navigation) {
    if (model.trace())
        go_to_owner(*model.trace(), navigation);
}

void focus_or_show_all(const TimelineModel& model, Navigation& navigation,
                       const std::optional<QPointF>& pointer) {
    if (navigation.isFocused()) {
        navigation.unfocus();
        return;
    }
    if (const auto selection = navigation.selection()) {
        navigation.focus(*selection);
        return;
    }
    const auto cursor = navigation.cursor();
    const std::size_t row = pointer && !cursor ? model.layout().row_at(pointer->y()) : model.chosen_row();
    if (row >= model.row_count())
        return;
    const std::int64_t time = cursor ? *cursor : model.time_at_x(pointer_or_middle(model, pointer));
    const auto range = model.moment_in(row, time).range;
    if (!range)
        return;
    // The context matters as well, so half of its length is shown on both sides.
    const std::int64_t room = std::max<std::int64_t>(shortest_range, range->length() / 2);
    navigation.focus({range->from - room, range->until + room});
}

double pointer_or_middle(const TimelineModel& model, const std::optional<QPointF>& pointer) {
    const QRectF& plot = model.layout().plot();
    return pointer && plot.contains(*pointer) ? pointer->x() : plot.center().x();
}

} // namespace interleave
