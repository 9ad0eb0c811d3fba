// SPDX-License-Identifier: GPL-3.0-or-later
// The bands of a lane, which show how much of each pixel column's time the lane spent in each state.
#pragma once

#include "core/trace/columns.h"
#include "ui/rows/band_row.h"

#include <span>

namespace interleave {

/// Least width that a wait is drawn with, in logical pixels.
inline constexpr int least_wait_width = 3;

/// Draws the shares of the states as heights, running at the bottom and the worst state at the top. The worst
/// wait of a column is always visible, however short it is: at least least_wait_width times `scale` wide and
/// a quarter of the row high.
void lane_bands(std::span<const LaneColumn> columns, int height, double scale, BandRow& row);

} // namespace interleave
