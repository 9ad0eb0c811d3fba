// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/lane_bars.h"

#include "ui/rows/work_rows.h"

namespace interleave {

LaneBars::LaneBars(const TimelineFrame& frame) : bars_(frame.rows.size()) {
    if (frame.sources.empty())
        return;
    rows_.assign(frame.sources.front().trace->lane_count(), nowhere);
    for (std::size_t index = 0; index < frame.rows.size(); ++index) {
        const TimelineRow& row = frame.rows[index];
        if (row.source != 0 || !row.is_of_lanes())
            continue;
        const LanePlaces places = lane_places(frame, row, frame.layout.bar(index));
        bars_[index] = places.bar.height() > 0 ? places.bar : places.work;
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
