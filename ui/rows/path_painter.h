// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a critical path as a line along the lower edges of the lanes' bars.
#pragma once

#include "ui/rows/timeline_frame.h"

class QPainter;

namespace interleave {

/// Draws the frame's path as far as it is in view. Where it changes lanes more often than the eye could
/// follow, each pixel column has a dash in the lanes that it goes through, and no line leads from lane to
/// lane. The time that it takes grows with the number of pixels, not with that of the pieces.
void draw_critical_path(QPainter& painter, const TimelineFrame& frame);

} // namespace interleave
