// SPDX-License-Identifier: GPL-3.0-or-later
// The shares of a critical path as bars, each beside its words.
#pragma once

#include "ui/critical_path/share_lines.h"

#include <QFont>
#include <QPainter>
#include <QRectF>

namespace interleave {

/// Draws a line of words for each share with a bar, which is as wide as its place if it is all of the path. A
/// last line counts those for which there is no room and those of no time.
void draw_share_bars(QPainter& painter, const QRectF& area, const std::vector<ShareLine>& lines,
                     std::int64_t whole, const Theme& theme, const QFont& font);

/// Returns the height that all of them need.
double share_bars_height(const std::vector<ShareLine>& lines, const QFont& font);

} // namespace interleave
