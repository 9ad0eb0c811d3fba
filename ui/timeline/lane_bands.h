// SPDX-License-Identifier: GPL-3.0-or-later
// The bands of a lane: how much of each pixel column's time the lane spent in each state.
#pragma once

#include "core/trace/columns.h"
#include "ui/timeline/band_row.h"

#include <span>

namespace interleave {

/// Narrowest mark of a wait, in logical pixels.
inline constexpr int least_wait_width = 3;

/// Shares of the states as heights, running below and the worst above. However short, the worst wait of a
/// column is there: at least least_wait_width times `scale` wide and a quarter of the row high.
void lane_bands(std::span<const LaneColumn> columns, int height, double scale, BandRow& row);

} // namespace interleave
