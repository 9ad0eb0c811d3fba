// SPDX-License-Identifier: GPL-3.0-or-later
// The overview above the timeline: how many lanes were in which state in the whole run, and which part is
// visible below.
#pragma once

#include "core/trace/columns.h"
#include "ui/rows/timeline_frame.h"

#include <QImage>
#include <QRectF>

#include <array>
#include <vector>

class QPainter;

namespace interleave {

/// Its full height is the most lanes that it shows at once. From the bottom up they run, are ready, and wait.
/// Waits for the end of another lane and sleep are left out, because a lane that only does that has nothing
/// to tell. Of lanes whose states are not known it shows when they are at work. A dashed line is at the
/// number of processors, if more lanes than that wanted one at once.
class Overview {
public:
    /// Reads the traces again only after the whole range has grown by a few columns, or lanes have been
    /// added.
    void draw(QPainter& painter, const TimelineFrame& frame, const QRectF& place);

private:
    /// The mean number of lanes in each state, and at named work of those whose states are not known.
    using Column = std::array<float, state_count + 1>;
    static constexpr std::size_t work_index = state_count;
    bool is_out_of_date(const TimelineFrame& frame, int columns) const;
    void compute(const TimelineFrame& frame, int columns);
    void add(const Lane& lane, std::int64_t live_end);
    void add_work(const Lane& lane, std::int64_t live_end);
    void draw_processors(QPainter& painter, const TimelineFrame& frame, const QRectF& place) const;
    const QImage& image_of(const Theme& theme, const QSizeF& size, double scale);

    std::vector<const Trace*> traces_;
    TimeRange computed_range_{0, 1};
    std::size_t lanes_ = 0; ///< of all traces
    std::vector<Column> columns_;
    double most_lanes_ = 1; ///< that are shown at once
    std::vector<LaneColumn> buffer_;
    QImage image_;
    const Theme* drawn_with_ = nullptr; ///< nullptr: the columns have changed since
};

} // namespace interleave
