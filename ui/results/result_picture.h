// SPDX-License-Identifier: GPL-3.0-or-later
// A result of many runs as a picture on a sheet, with the words that say what it is of.
#pragma once

#include "core/experiment/repeated_runs.h"
#include "ui/export/export_picture.h"
#include "ui/export/picture_words.h"
#include "ui/results/shown_result.h"

namespace interleave {

/// Returns the bars as a drawing to export, which ignores `range` and `legend` of the options.
Drawing result_drawing(ShownResult shown);

/// Returns the words around it. At least one run must have ended.
PictureWords words_of(const RepeatResult& result, const ShownResult& shown);

/// Returns what is to be seen first of so many runs: what differs and can be counted.
ShownResult first_result(const ResultSpread& spread);

} // namespace interleave
