// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/processor_bands.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr StyleId used_style = style_of(LaneState::running);

/// Whether lanes had the column from its begin to its end.
bool is_whole(const ProcessorColumn& column) noexcept {
    constexpr float whole = 0.9999F;
    return column.used >= whole;
}

} // namespace

void processor_bands(std::span<const ProcessorColumn> columns, int height, double scale, BandRow& row) {
    const auto edge = static_cast<std::size_t>(std::max(1L, std::lround(scale)));
    row.begin(height);
    LaneId before = no_lane;    // the lane of the columns before, if they were of one
    std::size_t edge_until = 0; // columns before this are the line at which another lane comes
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const ProcessorColumn& column = columns[x];
        const bool of_one = column.lane != no_lane && is_whole(column);
        // Mostly the change itself lies within a column, which then is the line.
        if (before != no_lane && is_whole(column) && column.lane != before)
            edge_until = x + edge;
        before = of_one ? column.lane : no_lane;
        if (x < edge_until && is_whole(column)) {
            row.add(value_change_style, 0, height);
        } else if (of_one) {
            row.add(used_style, 0, height);
            row.add_to_run(used_style, column.lane);
        } else {
            // Who was there is visible however short it was.
            const int used =
                column.used <= 0
                    ? 0
                    : std::clamp(static_cast<int>(std::lround(column.used * static_cast<float>(height))), 1,
                                 height);
            const int turns = column.several ? std::max(1, used / 4) : 0;
            if (column.not_known)
                row.add(style_of(LaneState::unknown), 0, height - used);
            row.add(value_change_style, height - used, height - used + turns);
            row.add(used_style, height - used + turns, height);
        }
        row.end_column();
    }
}

} // namespace interleave
