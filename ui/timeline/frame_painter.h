// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the rows: names on the left, the time axis below.
#pragma once

#include "ui/timeline/timeline_frame.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace interleave {

/// Ticks for the frame's plot; their labels do not touch in the frame's font.
std::vector<Tick> frame_ticks(const TimelineFrame& frame);

/// Names, kinds and glyphs of all visible rows: a square for a process, a disc for a thread, a padlock-like
/// ring for what can be held. The chosen row stands out.
void draw_labels(QPainter& painter, const TimelineFrame& frame);

/// The axis line with its tick labels, within `place`.
void draw_axis(QPainter& painter, const TimelineFrame& frame, const std::vector<Tick>& ticks,
               const QRectF& place);

} // namespace interleave
