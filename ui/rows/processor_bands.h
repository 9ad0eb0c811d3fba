// SPDX-License-Identifier: GPL-3.0-or-later
// The bands of a processor, which show how much of the time lanes were on it, and which one.
#pragma once

#include "core/trace/processor_columns.h"
#include "ui/rows/band_row.h"

#include <span>

namespace interleave {

/// Draws the share of time in which a lane was on the processor, from the bottom up. Where one lane had it
/// all the time there is a run for its name, whose subject is the lane, and a line where another lane comes;
/// where several take turns within a column, its upper part has the colour of that line.
/// `scale` is how many columns are a logical pixel.
void processor_bands(std::span<const ProcessorColumn> columns, int height, double scale, BandRow& row);

} // namespace interleave
