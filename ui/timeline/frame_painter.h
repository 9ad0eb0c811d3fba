// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what stands around the rows: names on the left and the time axis below.
#pragma once

#include "ui/timeline/timeline_frame.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace interleave {

/// Returns ticks for the frame's plot whose labels do not touch in the frame's font.
std::vector<Tick> frame_ticks(const TimelineFrame& frame);

/// Draws names, kinds and signs of all visible rows: a square for a process, a disc for a thread, a ring for
/// an object. The chosen row is highlighted.
void draw_labels(QPainter& painter, const TimelineFrame& frame);

/// Draws the axis line with its tick labels within `place`.
void draw_axis(QPainter& painter, const TimelineFrame& frame, const std::vector<Tick>& ticks,
               const QRectF& place);

} // namespace interleave
