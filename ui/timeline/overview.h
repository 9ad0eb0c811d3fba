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
    /// Looks at the traces again only after the whole range grew by a few columns, or other lanes are there.
    void draw(QPainter& painter, const TimelineFrame& frame, const QRectF& place);

private:
    struct Column {
        float running = 0; ///< mean number of lanes
        float waiting = 0;
        float other = 0; ///< there, but neither is known to run nor waits
    };
    bool is_out_of_date(const TimelineFrame& frame, int columns) const;
    void look(const TimelineFrame& frame, int columns);
    void add(const Lane& lane, std::int64_t live_end);

    std::vector<const Trace*> traces_;
    TimeRange looked_at_{0, 1};
    std::size_t lanes_ = 0; ///< of all traces
    std::vector<Column> columns_;
    std::vector<LaneColumn> buffer_;
};

} // namespace interleave
