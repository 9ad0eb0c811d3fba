// SPDX-License-Identifier: GPL-3.0-or-later
// A table as a picture, for a slide.
#pragma once

#include "ui/export/export_picture.h"
#include "ui/table/table.h"

#include <cstddef>

namespace interleave {

/// Returns the table as a drawing to export, which ignores `range` and `legend` of the options. A last line
/// counts the rows for which there is no room, and the `more` rows that the table leaves out at its end.
Drawing table_drawing(Table table, std::size_t more = 0);

} // namespace interleave
