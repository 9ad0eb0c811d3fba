// SPDX-License-Identifier: GPL-3.0-or-later
// Draws bands as shapes for SVG and PDF: neighbouring columns are merged, and patterns are lines clipped to
// the shape.
#pragma once

#include "ui/rows/band_row.h"

#include <QPointF>

class QPainter;

namespace interleave {

/// Draws the row's bands; `origin` is the row's top left and `unit` the length of one of its pixels, both in
/// the painter's coordinates. Patterns begin at `pattern_origin`, so that those of all rows of a picture fit
/// together.
void draw_bands(QPainter& painter, const QPointF& origin, double unit, const BandRow& row, const Theme& theme,
                const QPointF& pattern_origin = {});

} // namespace interleave
