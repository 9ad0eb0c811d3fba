// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks and the named work of a lane, in a row for what is outermost and one for each depth within it.
#pragma once

#include "ui/rows/timeline_frame.h"

#include <QRectF>
#include <QStringList>

#include <cstddef>
#include <cstdint>

class QPainter;

namespace interleave {

/// The parts of a lane's place in a picture.
struct LanePlaces {
    QRectF bar;  ///< for states and marks; without height if there is no room for them beside the work
    QRectF work; ///< all rows of work; empty if the lane had no named work
};

/// Divides the bar of a lane's row. A single row of work is a strip above the states; several stand below
/// them.
LanePlaces lane_places(const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar);

/// Returns the place of one row of `work`, which has those of `row`.
QRectF work_row_place(const TimelineRow& row, const QRectF& work, std::size_t number);

/// Returns the row of work at this height, or the innermost one at `time` if the height is not within `work`;
/// nowhere if the lane is at no work there.
std::size_t work_row_at(const Lane& lane, const TimelineRow& row, const QRectF& work, double y,
                        std::int64_t time);

/// Returns the texts for a stretch, from the longest to the shortest: "square 3", "#3". Empty if there is no
/// work in it.
QStringList work_words(const Trace& trace, const WorkStretch& stretch);

/// Draws the rows of a lane's work within the frame's range, with words where they fit. Stretches that share
/// a pixel column fill it by their share of its time. The time that it takes grows with the number of pixels,
/// not with that of the stretches.
void draw_work_rows(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row,
                    const QRectF& work);

/// Draws a frame round the innermost work that the lane of the frame's chosen row is in at `time`.
void draw_chosen_work(QPainter& painter, const TimelineFrame& frame, std::int64_t time);

} // namespace interleave
