// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over the rows of the live timeline: selection, marks, cursor and pointer.
#pragma once

#include "ui/timeline/timeline_frame.h"

#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

class QPainter;

namespace interleave {

/// Times in ns.
struct TimelineOverlay {
    std::optional<TimeRange> selection;
    QString selection_summary; ///< stands below the selection
    std::vector<std::int64_t> marks;
    std::optional<std::int64_t> cursor;
    std::optional<std::int64_t> pointer;
};

/// Draws it over the frame's rows; the times of the lines stand on the axis, which is at `axis`.
void draw_overlay(QPainter& painter, const TimelineFrame& frame, const TimelineOverlay& overlay,
                  const QRectF& axis);

} // namespace interleave
