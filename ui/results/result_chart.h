// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one result of many runs: a histogram of numbers, or a bar for each word.
#pragma once

#include "ui/results/shown_result.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Draws the bars with their counts into `area`; what is stale is pale. Screen and pictures are both drawn by
/// this.
void draw_result(QPainter& painter, const QRectF& area, const ShownResult& shown, const Theme& theme,
                 const QFont& font, bool is_stale = false);

/// Returns the height that words need, one bar below the other, in lines of this font; 0 for numbers, which
/// take the height there is.
double height_of_words(const ShownResult& shown, const QFont& font);

} // namespace interleave
