// SPDX-License-Identifier: GPL-3.0-or-later
// Where a window may stand on a screen.
#pragma once

#include <QRect>
#include <QSize>

class QWidget;

namespace interleave {

/// Returns the first place of a window on a screen with this free room: a good part of it, in its middle, but
/// at least `least` where the screen has that much.
QRect first_place(const QRect& room, const QSize& least);
/// Returns a place within the room that is as near to `wanted` as possible and no larger. `frame` is how much
/// wider and higher than the window its frame is.
QRect place_within(const QRect& room, const QRect& wanted, const QSize& frame);

/// Moves the window and makes it smaller if it reaches beyond its screen's free room, as one from a larger
/// screen does. A window that fills its screen stays as it is.
void keep_on_screen(QWidget& window);

} // namespace interleave
