// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_picture.h"

#include "core/event/error.h"
#include "ui/export/table_picture.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

namespace {

/// More rows than the tallest picture has room for.
constexpr int most_drawn_rows = 600;

} // namespace

Drawing event_drawing(const EventModel& model, int first) {
    Table table = model.table(first, most_drawn_rows);
    const auto left = static_cast<std::size_t>(model.rowCount() - first) - table.rows.size();
    return table_drawing(std::move(table), left);
}

Drawing event_drawing(std::shared_ptr<const Trace> trace) {
    return [trace = std::move(trace)](const PictureOptions& options) {
        EventFilter filter;
        if (options.range) {
            filter.from = options.range->from;
            filter.until = options.range->until;
        }
        if (!options.lanes.empty())
            filter.lanes = options.lanes;
        EventModel model;
        for (const bool with_switches : {false, true}) { // with them only where there is nothing else
            filter.with_switches = with_switches;
            const auto events = std::make_shared<IndexedEvents>(trace, filter);
            events->index.extend(std::numeric_limits<std::int64_t>::max());
            model.setEvents(events);
            if (model.rowCount() > 0)
                break;
        }
        if (model.rowCount() == 0)
            throw RunError("the part of the run has no events to show");
        return event_drawing(model, 0)(options);
    };
}

} // namespace interleave
