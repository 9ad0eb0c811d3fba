// SPDX-License-Identifier: GPL-3.0-or-later
// Steps through the rows of a timeline: from row to row, from event to event, from a waiter to the owner.
// Each function moves the navigation; none needs a window.
#pragma once

#include "ui/timeline/timeline_model.h"

#include <QPointF>

#include <cstdint>
#include <optional>

namespace interleave {

/// Chooses the lane or object of a row and puts the cursor on a moment. Does nothing if there is no such row.
void choose_row(const TimelineModel& model, Navigation& navigation, std::size_t row, std::int64_t time);

/// Chooses the row `by` rows below the chosen one, or the first if none is chosen; stops at both ends.
void choose_neighbour(const TimelineModel& model, Navigation& navigation, int by);

/// Puts the cursor on the next (`by` above 0) or the previous event of the chosen lane.
void step_event(const TimelineModel& model, Navigation& navigation, int by);

/// Goes from the chosen lane, which waits at the cursor, to the lane that it waits for, or to the lane that
/// is stuck longest if none is chosen.
void go_to_owner(const TimelineModel& model, Navigation& navigation);

/// Fills the view with the selection, else with what is under the cursor, else with what is under the
/// pointer. If the view is already filled with it, shows the whole run.
void focus_or_show_all(const TimelineModel& model, Navigation& navigation,
                       const std::optional<QPointF>& pointer);

/// Returns the pointer's x if it is over the rows, else that of their middle.
double pointer_or_middle(const TimelineModel& model, const std::optional<QPointF>& pointer);

} // namespace interleave
