// SPDX-License-Identifier: GPL-3.0-or-later
// A GIL as a picture on a sheet, with the words that say what it is of.
#pragma once

#include "core/trace/run_info.h"
#include "ui/export/export_picture.h"
#include "ui/export/picture_words.h"
#include "ui/gil/shown_gil.h"

namespace interleave {

/// Columns of the strips in a picture.
inline constexpr std::size_t picture_columns = 1'200;

/// Returns the drawing to export, which ignores `range` and `legend` of the options. What is shown must have
/// figures.
Drawing gil_drawing(ShownGil shown, bool is_whole);

/// Returns the words around it.
PictureWords words_of(const ShownGil& shown, const RunInfo& info, const Trace& trace);

} // namespace interleave
