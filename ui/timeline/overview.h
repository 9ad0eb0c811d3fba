// SPDX-License-Identifier: GPL-3.0-or-later
// The strip over the timeline: the whole run, how many lanes ran and how many waited, and which part is seen.
#pragma once

#include "core/trace/columns.h"
#include "ui/timeline/timeline_frame.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace interleave {

class Overview {
public:
    /// Looks at the trace again only after it grew by a few columns, or became another.
    void draw(QPainter& painter, const TimelineFrame& frame, const QRectF& place);

private:
    struct Column {
        float running = 0; ///< mean number of lanes
        float waiting = 0;
        float other = 0; ///< there, but neither is known to run nor waits
    };
    void look(const TimelineFrame& frame, int columns);

    const Trace* trace_ = nullptr;
    TimeRange looked_at_{0, 1};
    std::size_t lanes_ = 0;
    std::vector<Column> columns_;
    std::vector<LaneColumn> buffer_;
};

} // namespace interleave
