// SPDX-License-Identifier: GPL-3.0-or-later
// The legend of a GIL's picture: its colours, and the marks of the reasons for which it was let go.
#pragma once

#include "ui/gil/shown_gil.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Draws what the picture has, as far as there is room. `rows` lanes of it are shown; it says how many more
/// there are.
void draw_gil_legend(QPainter& painter, const QRectF& place, const ShownGil& shown, std::size_t rows,
                     const Theme& theme, const QFont& font);

} // namespace interleave
