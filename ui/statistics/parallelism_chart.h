// SPDX-License-Identifier: GPL-3.0-or-later
// Draws how many lanes ran at once over time: a step line with its mean.
#pragma once

#include "ui/statistics/shown_statistics.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Draws the chart with its axes into `area`. Where the number changed several times within a pixel the line
/// is at its mean there, and a pale band reaches from the least to the most. A dotted line is at the number
/// of processors. Screen and pictures are both drawn by this.
void draw_parallelism(QPainter& painter, const QRectF& area, const ShownStatistics& shown, const Theme& theme,
                      const QFont& font);

/// Says the same in a sentence, with how much of the time so many lanes ran.
QString parallelism_sentence(const ShownStatistics& shown);

} // namespace interleave
