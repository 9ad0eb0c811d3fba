// SPDX-License-Identifier: GPL-3.0-or-later
// Finds rows of the table of events by where the user is in the run. Pure functions.
#pragma once

#include "ui/events/event_model.h"

#include <cstdint>
#include <optional>

namespace interleave {

/// Where the user is: a moment, and the lane or object that is chosen, if one is.
struct EventPlace {
    std::int64_t time;
    std::optional<LaneId> lane{};
    std::optional<ObjectId> object{};
};

/// Whether a record happened exactly there.
bool is_at(const MergedRecord& record, const EventPlace& place) noexcept;

/// Returns the row of the last event up to that moment of what is chosen, if it is among the few hundred
/// before; else the last one of anything. Returns none if there is no event up to it.
std::optional<int> row_near(const EventModel& model, const EventPlace& place);

/// Returns the next row (`by` is 1) or the one before (-1): of `current` if it happened there, else of the
/// moment; without a place the first or the last row. Returns none if there is no further one.
std::optional<int> next_row(const EventModel& model, const std::optional<EventPlace>& place, int current,
                            int by);

} // namespace interleave
