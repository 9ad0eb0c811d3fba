// SPDX-License-Identifier: GPL-3.0-or-later
// Draws how long a lock was held at a time, beside the switch interval after which a GIL's waiters ask for
// it.
#pragma once

#include "core/analysis/gil_figures.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Draws nothing if it was never held.
void draw_hold_histogram(QPainter& painter, const QRectF& area, const GilFigures& gil, const Theme& theme,
                         const QFont& font);

} // namespace interleave
