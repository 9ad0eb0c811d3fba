// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what stands around the rows: names on the left and the time axis below.
#pragma once

#include "ui/rows/timeline_frame.h"

#include <QRectF>

class QPainter;

namespace interleave {

/// Returns the axis of the frame's plot, whose labels do not touch in the frame's font.
TimeAxis frame_axis(const TimelineFrame& frame);

/// Draws names, kinds and signs of all visible rows: a square for a process, a disc for a thread, a ring for
/// an object, a triangle for the heading of a process. The chosen row is highlighted, pinned rows have a sign
/// at the right and a line below the last of them.
void draw_labels(QPainter& painter, const TimelineFrame& frame);

/// Returns the width of what is left of the names of rows that stand in no process: their signs, of which the
/// triangle of a heading can be clicked.
double room_of_sign(const TimelineFrame& frame);

/// Draws the axis line with its tick labels within `place`, and the time from which they count below the
/// names.
void draw_axis(QPainter& painter, const TimelineFrame& frame, const TimeAxis& axis, const QRectF& place);

} // namespace interleave
