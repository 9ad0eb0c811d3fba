// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a rectangle as a bar of the timeline is filled: with a style's colour, pattern and outline. It is for
// few and large parts; the timeline has painters of its own for rows of many thousand.
#pragma once

#include "ui/theme/theme.h"

#include <QRectF>

class QPainter;

namespace interleave {

/// Draws lines and no tiles, so that SVG and PDF have them as lines, too. The pattern is fixed to the
/// painter's origin. A part of less than 3 pixels has no outline.
void fill_band(QPainter& painter, const QRectF& place, const BandStyle& style);

} // namespace interleave
