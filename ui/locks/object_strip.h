// SPDX-License-Identifier: GPL-3.0-or-later
// One object over time: who held it or its value, how many waited, and the lanes that had to do with it.
#pragma once

#include "ui/locks/run_waits.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Draws the object's row, below it as many of its lanes as have room, those that had most to do with it, and
/// an axis of time over the range of the figures. Rows look as in the timeline. Screen and pictures are both
/// drawn by this.
void draw_over_time(QPainter& painter, const QRectF& area, const RunWaits& waits,
                    const ObjectFigures& figures, const Theme& theme, const QFont& font,
                    bool is_stale = false);

/// Returns the height that looks best for the object and all its lanes.
double over_time_height(const ObjectFigures& figures, const QFont& font);

} // namespace interleave
