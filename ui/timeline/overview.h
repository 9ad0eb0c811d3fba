// SPDX-License-Identifier: GPL-3.0-or-later
// The overview above the timeline: how many lanes ran and how many waited in the whole run, and which part is
// visible below.
#pragma once

#include "core/trace/columns.h"
#include "ui/timeline/timeline_frame.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace interleave {

class Overview {
public:
    /// Reads the traces again only after the whole range has grown by a few columns, or lanes have been
    /// added.
    void draw(QPainter& painter, const TimelineFrame& frame, const QRectF& place);

private:
    struct Column {
        float running = 0; ///< mean number of lanes
        float waiting = 0;
        float other = 0; ///< alive, but neither known to run nor waiting
    };
    bool is_out_of_date(const TimelineFrame& frame, int columns) const;
    void compute(const TimelineFrame& frame, int columns);
    void add(const Lane& lane, std::int64_t live_end);

    std::vector<const Trace*> traces_;
    TimeRange computed_range_{0, 1};
    std::size_t lanes_ = 0; ///< of all traces
    std::vector<Column> columns_;
    std::vector<LaneColumn> buffer_;
};

} // namespace interleave
