// SPDX-License-Identifier: GPL-3.0-or-later
// A table as a picture, for a slide.
#pragma once

#include "ui/export/export_picture.h"
#include "ui/export/picture_sheet.h"
#include "ui/table/table.h"

#include <cstddef>
#include <functional>

namespace interleave {

/// Returns the table as a drawing to export, which ignores `range` and `legend` of the options. A last line
/// counts the rows for which there is no room, and the `more` rows that the table leaves out at its end.
Drawing table_drawing(Table table, std::size_t more = 0);

/// A table as a part of a picture.
struct TablePart {
    double height;
    std::function<void(QPainter& painter, const QPointF& top_left)> draw;
};

/// Lays the table out on the sheet's width and at most so high. A last line counts the rows for which there
/// is no room.
TablePart table_part(Table table, const PictureSheet& sheet, const Theme& theme, double most_height);

} // namespace interleave
