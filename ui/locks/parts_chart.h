// SPDX-License-Identifier: GPL-3.0-or-later
// The five parts of each lock's time as bars, for the window and for pictures.
#pragma once

#include "ui/locks/run_waits.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

#include <vector>

class QPainter;

namespace interleave {

/// Draws a bar for each lock, all to one scale, and below them what the parts mean and how long those of
/// `chosen` are. Locks for which there is no room are counted in a last line. Screen and pictures are both
/// drawn by this.
void draw_parts(QPainter& painter, const QRectF& area, const std::vector<const ObjectFigures*>& locks,
                const LockTimes& chosen, bool is_complete, const Theme& theme, const QFont& font);

/// Returns the height that so many locks need in an area of this width, with the parts of `chosen` in words.
double parts_height(std::size_t locks, const LockTimes& chosen, double width, const QFont& font);

} // namespace interleave
