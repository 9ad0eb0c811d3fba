// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a bar for each lane that divides its life into its states, with the numbers in it.
#pragma once

#include "ui/statistics/shown_statistics.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Returns the height of the bars of all lanes with their legend.
double state_bars_height(const ShownStatistics& shown, const QFont& font, double width);

/// Draws the bars into `area`, all to one scale, so that the longest life fills the width. A last line counts
/// the lanes for which there is no room. Time that cannot be told, because records are missing, is drawn as
/// such. Screen and pictures are both drawn by this.
void draw_state_bars(QPainter& painter, const QRectF& area, const ShownStatistics& shown, const Theme& theme,
                     const QFont& font);

} // namespace interleave
