// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the rows of a timeline: pixels into an image for screens and PNG, merged shapes for SVG and PDF.
#pragma once

#include "core/trace/columns.h"
#include "ui/timeline/band_row.h"
#include "ui/timeline/timeline_frame.h"

#include <QImage>

#include <vector>

class QPainter;

namespace interleave {

/// Keeps its buffers from picture to picture. One thread at a time; it shares the rows out to the thread
/// pool.
class RowPainter {
public:
    /// Draws background, grid (at `ticks`), all visible rows and the words in them, within the frame's plot
    /// rectangle.
    void paint(QPainter& painter, const TimelineFrame& frame, const std::vector<Tick>& ticks);

private:
    struct Placed {
        std::size_t row;  ///< in the frame
        QRectF bar;       ///< in the painter's coordinates, without the strip
        QRectF strip;     ///< of the lane's work, above the bar; empty if it has none
        BandRow bands;    ///< the row's bar
        BandRow bars;     ///< of an object: number waiting or value, below the bar; else empty
        QRect bar_pixels; ///< in device pixels, from the plot's top left
        QRect bars_pixels;
        std::vector<LaneColumn> lane_columns;
        std::vector<ObjectColumn> object_columns;
    };

    void place(const TimelineFrame& frame, const QRect& device, double scale);
    template <typename Row>
    void for_each_placed(Row&& row);
    static void fill(Placed& placed, const TimelineFrame& frame, double scale);
    static void fill_lane(Placed& placed, const TimelineFrame& frame, const TimelineRow& row, double scale);
    static void fill_object(Placed& placed, const TimelineFrame& frame, const TimelineRow& row, double scale);

    std::vector<Placed> placed_;
    std::size_t placed_count_ = 0;
    QImage image_;
};

} // namespace interleave
