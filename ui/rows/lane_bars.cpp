// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/lane_bars.h"

#include "ui/rows/work_rows.h"

#include <algorithm>

namespace interleave {

LaneBars::LaneBars(const TimelineFrame& frame) : bars_(frame.rows.size()) {
    if (frame.sources.empty())
        return;
    rows_.assign(frame.sources.front().trace->lane_count(), nowhere);
    for (std::size_t index = 0; index < frame.rows.size(); ++index) {
        const TimelineRow& row = frame.rows[index];
        if (row.source != 0 || !row.is_of_lanes() || row.is_heading())
            continue;
        const LanePlaces places = lane_places(frame, row, frame.layout.bar(index));
        bars_[index] = places.bar.height() > 0 ? places.bar : places.work;
        // What is scrolled below the pinned rows ends at their edge.
        const double edge = frame.layout.region(index).top();
        if (!row.is_pinned && frame.layout.pinned_count() > 0)
            bars_[index] = QRectF(QPointF(bars_[index].left(), std::max(bars_[index].top(), edge)),
                                  QPointF(bars_[index].right(), std::max(bars_[index].bottom(), edge)));
        const auto enter = [&](std::size_t lane) {
            if (lane < rows_.size()) // the trace may have grown since the rows were made
                rows_[lane] = index;
        };
        if (row.members.empty())
            enter(row.index);
        for (const std::size_t lane : row.members)
            enter(lane);
    }
}

} // namespace interleave
