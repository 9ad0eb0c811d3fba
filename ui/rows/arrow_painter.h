// SPDX-License-Identifier: GPL-3.0-or-later
// Draws arrows from what let a lane go on to where it went on.
#pragma once

#include "ui/rows/timeline_frame.h"

class QPainter;

namespace interleave {

/// Draws the frame's arrows between the bars of its lanes. One whose ends are in one row, or in none, is left
/// out.
void draw_arrows(QPainter& painter, const TimelineFrame& frame);

} // namespace interleave
