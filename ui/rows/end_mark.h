// SPDX-License-Identifier: GPL-3.0-or-later
// The mark at the end of a lane in which something went wrong, or which something that went wrong took along.
#pragma once

#include "core/analysis/lane_ending.h"
#include "ui/rows/timeline_frame.h"

#include <QRectF>

#include <optional>

class QPainter;

namespace interleave {

/// Rows lower than these have no cross, and no words.
inline constexpr double least_row_for_cross = 28;
inline constexpr double least_row_for_end_words = 44;

/// In the painter's coordinates.
struct EndMark {
    LaneEnding ending;
    QRectF cap;      ///< at the bar's end
    QRectF plate;    ///< beside it: the cross and the words; empty in a low row
    QString words{}; ///< empty: the cross alone
};

/// Returns the mark of a lane's row of this height, or nothing if it needs none or its end is not in view.
std::optional<EndMark> end_mark(const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar,
                                double row_height);

void draw_end_mark(QPainter& painter, const TimelineFrame& frame, const EndMark& mark, const QRectF& bar);

} // namespace interleave
