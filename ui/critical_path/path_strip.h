// SPDX-License-Identifier: GPL-3.0-or-later
// A critical path over the lanes that it goes through, as the timeline draws it.
#pragma once

#include "ui/run/run_causes.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Draws the lanes in the order in which they were started, the path over them, and an axis of time over the
/// path. Of lanes for which there is no room those with the least of it are left out.
void draw_path_strip(QPainter& painter, const QRectF& area, const Trace& trace, const ShownPath& shown,
                     const Theme& theme, const QFont& font);

/// Returns the height that all its lanes need.
double path_strip_height(const ShownPath& shown, const QFont& font);

} // namespace interleave
