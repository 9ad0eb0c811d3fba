// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lanes of a frame's first trace have their bars, for what leads from lane to lane.
#pragma once

#include "ui/rows/timeline_frame.h"

#include <QRectF>

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave {

/// It is made for one picture; the frame must outlive it.
class LaneBars {
public:
    explicit LaneBars(const TimelineFrame& frame);

    /// Returns the row of a lane, which several can share; nothing if it has none.
    std::optional<std::size_t> row_of(LaneId lane) const noexcept {
        return lane < rows_.size() && rows_[lane] < bars_.size() ? std::optional(rows_[lane]) : std::nullopt;
    }
    /// Returns the bar of a lane's row in the painter's coordinates, in view or not.
    const QRectF& bar(std::size_t row) const noexcept { return bars_[row]; }
    std::size_t row_count() const noexcept { return bars_.size(); }

private:
    std::vector<std::size_t> rows_; ///< by lane
    std::vector<QRectF> bars_;      ///< by row; empty for one of no lanes
};

} // namespace interleave
