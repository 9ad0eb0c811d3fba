// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the rings of a deadlock over the rows: who waits for what, and who holds it.
#pragma once

#include "ui/rows/timeline_frame.h"

class QPainter;

namespace interleave {

/// Returns the height of the gap between lanes and objects in which a ring says what its arrows mean.
double ring_gap(const TimelineFrame& frame);

/// Draws the frame's rings in the time in which all of their lanes wait, as far as it is visible. An arrow
/// down says that a lane waits for an object, a dashed one up that a lane holds it.
void draw_rings(QPainter& painter, const TimelineFrame& frame);

} // namespace interleave
