// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the rows of a timeline: as pixels of an image for screens and PNG, as merged shapes for SVG and PDF.
#pragma once

#include "core/trace/columns.h"
#include "core/trace/processor_columns.h"
#include "ui/rows/band_row.h"
#include "ui/rows/end_mark.h"
#include "ui/rows/event_marks.h"
#include "ui/rows/missing_marks.h"
#include "ui/rows/timeline_frame.h"

#include <QImage>

#include <optional>
#include <vector>

class QPainter;

namespace interleave {

/// Keeps its buffers from picture to picture. Only one thread at a time may use it; it distributes the rows
/// over the thread pool.
class RowPainter {
public:
    /// Draws background, grid (at `ticks`), all visible rows and the words in them, within the frame's plot
    /// rectangle.
    void paint(QPainter& painter, const TimelineFrame& frame, const std::vector<Tick>& ticks);

private:
    struct Placed {
        std::size_t row;              ///< in the frame
        QRectF background;            ///< its part of the plot; the rows' parts make up all of it
        QRectF bar;                   ///< in the painter's coordinates, without the work
        QRectF work;                  ///< of a lane: its rows of named work; empty if there are none
        BandRow bands;                ///< of the bar
        BandRow waiter_bands;         ///< number of waiters below an object's bar; else empty
        BandRow missing_bands;        ///< where records are missing, over the upper part of the bar
        BandRow missing_switch_bands; ///< where switch records are missing, below that
        QRect bar_pixels;             ///< of `bands`, in device pixels from the plot's top left
        QRect waiter_pixels;
        QRect missing_pixels;
        QRect missing_switch_pixels;
        EventMarks marks;           ///< of a lane
        std::optional<EndMark> end; ///< of a lane
        std::vector<LaneColumn> lane_columns;
        std::vector<ObjectColumn> object_columns;
        std::vector<ProcessorColumn> processor_columns;
    };

    void place(const TimelineFrame& frame, const QRect& device, double scale);
    template <typename Work>
    void for_each_placed(Work&& work);
    void find_missing(const TimelineFrame& frame, const QRect& device, double scale);
    void fill(Placed& placed, const TimelineFrame& frame, double scale) const;
    static void fill_lane(Placed& placed, const TimelineFrame& frame, const TimelineRow& row, double scale);
    void fill_missing(Placed& placed, const TimelineFrame& frame, const TimelineRow& row, const QRect& bar,
                      double scale) const;
    static void fill_processor(Placed& placed, const TimelineFrame& frame, const TimelineRow& row,
                               double scale);
    static void fill_object(Placed& placed, const TimelineFrame& frame, const TimelineRow& row, double scale);

    std::vector<Placed> placed_;
    std::size_t placed_count_ = 0;
    std::vector<std::vector<MissingMark>> missing_of_all_; ///< by source: of all its lanes
    QImage image_;
};

} // namespace interleave
