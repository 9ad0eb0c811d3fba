// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/processor_bands.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr StyleId used_style = style_of(LaneState::running);

/// Whether a column is one lane's from its begin to its end.
bool is_of_one(const ProcessorColumn& column) noexcept {
    constexpr float whole = 0.9999F;
    return column.lane != no_lane && column.used >= whole;
}

} // namespace

void processor_bands(std::span<const ProcessorColumn> columns, int height, double scale, BandRow& row) {
    const auto edge = static_cast<std::size_t>(std::max(1L, std::lround(scale)));
    row.begin(height);
    LaneId before = no_lane;    // the lane of the columns before, if they were of one
    std::size_t edge_until = 0; // columns before this are the line at which another lane comes
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const ProcessorColumn& column = columns[x];
        const bool of_one = is_of_one(column);
        if (of_one && before != no_lane && before != column.lane)
            edge_until = x + edge;
        before = of_one ? column.lane : no_lane;
        if (of_one && x < edge_until) {
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
            if (column.not_known)
                row.add(style_of(LaneState::unknown), 0, height - used);
            row.add(used_style, height - used, height);
        }
        row.end_column();
    }
}

} // namespace interleave
