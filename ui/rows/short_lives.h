// SPDX-License-Identifier: GPL-3.0-or-later
// Lives that are shorter than a picture can show: one is widened to the least width, and many share a row.
#pragma once

#include "core/trace/columns.h"
#include "ui/rows/band_row.h"
#include "ui/rows/timeline_frame.h"

#include <span>
#include <vector>

namespace interleave {

/// Least width that a life is drawn with, in logical pixels.
inline constexpr int least_life_width = 2;

/// Widens what the columns of `range` show of a life that is narrower than least_life_width times `scale`,
/// as the state that most of its time was spent in.
/// A life that fills its part of the columns, or that is out of sight, stays as it is.
void widen_short_life(const Lane& lane, const TimeRange& range, double scale, std::span<LaneColumn> columns);

/// Draws how many of the row's lanes were in which state: the height of the row is the most that lived at a
/// time in this range. Every life has the least width.
void short_lives_bands(const TimelineSource& source, const TimelineRow& row, const TimeRange& range,
                       int height, double scale, std::span<LaneColumn> columns, BandRow& bands);

/// Does the same for lanes whose states are not known: draws how many of them were at work.
void working_lanes_bands(const TimelineSource& source, const TimelineRow& row, const TimeRange& range,
                         int height, int width, BandRow& bands);

} // namespace interleave
