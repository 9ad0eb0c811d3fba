// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_walk.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr int most_looked_at = 512; ///< rows, which are in three blocks

bool is_chosen(const MergedRecord& record, const EventPlace& place) noexcept {
    return (place.lane && record.lane == *place.lane) ||
           (place.object && record.event.object == *place.object);
}

/// Returns how many rows are not after `time`.
int rows_until(const EventModel& model, std::int64_t time) {
    if (model.rowCount() == 0)
        return 0;
    const std::size_t rows = model.events()->index.rows_until(time);
    return static_cast<int>(std::min(rows, static_cast<std::size_t>(model.rowCount())));
}

} // namespace

bool is_at(const MergedRecord& record, const EventPlace& place) noexcept {
    return record.event.time == place.time && (is_chosen(record, place) || record.lane == no_lane);
}

std::optional<int> row_near(const EventModel& model, const EventPlace& place) {
    const int rows = rows_until(model, place.time);
    if (rows == 0)
        return std::nullopt;
    for (int row = rows - 1; row >= std::max(0, rows - most_looked_at); --row)
        if (const auto record = model.record(row); record && is_chosen(*record, place))
            return row;
    return rows - 1;
}

std::optional<int> next_row(const EventModel& model, const std::optional<EventPlace>& place, int current,
                            int by) {
    const int rows = model.rowCount();
    int next = by > 0 ? 0 : rows - 1;
    if (place) {
        const auto record = model.record(current);
        if (record && is_at(*record, *place))
            next = current + by;
        else
            next = by > 0 ? rows_until(model, place->time) : rows_until(model, place->time - 1) - 1;
    }
    return next >= 0 && next < rows ? std::optional(next) : std::nullopt;
}

} // namespace interleave
