// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/lane_bands.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

/// Finds for each column the wait that must be visible: the worst of the column itself, or that of a
/// neighbour which is narrower than the least width.
void marked_waits(std::span<const LaneColumn> columns, int least_width, std::vector<LaneState>& marks) {
    const std::size_t count = columns.size();
    marks.assign(count, LaneState::absent);
    for (std::size_t x = 0; x < count; ++x)
        if (is_wait(columns[x].worst))
            marks[x] = columns[x].worst;
    std::size_t begin = 0;
    while (begin < count) {
        const LaneState state = columns[begin].worst;
        std::size_t end = begin + 1;
        while (end < count && columns[end].worst == state)
            ++end;
        const auto width = static_cast<int>(end - begin);
        if (is_wait(state) && width < least_width) {
            // The wait is widened to both sides, but not beyond the picture.
            const std::size_t missing = static_cast<std::size_t>(least_width - width);
            std::size_t left = begin - std::min(begin, (missing + 1) / 2);
            const std::size_t right = std::min(count, left + static_cast<std::size_t>(least_width));
            left = right - std::min(right, static_cast<std::size_t>(least_width));
            for (std::size_t x = left; x < right; ++x)
                marks[x] = std::max(marks[x], state);
        }
        begin = end;
    }
}

/// Fills one column: the marked wait at the top, below it each lesser wait with at least a pixel, and the
/// rest from the bottom up.
void stack(const LaneColumn& column, LaneState mark, int height, int least_height, BandRow& row) {
    const auto share_of = [&](std::size_t state) { return static_cast<double>(column.share[state]); };
    const auto rounded = [&](double share) { return static_cast<int>(std::lround(share * height)); };
    int top = 0;
    if (mark != LaneState::absent) {
        top = std::clamp(rounded(share_of(static_cast<std::size_t>(mark))), least_height, height);
        row.add(style_of(mark), 0, top);
    }
    double rest = 0; // shares of what is neither a wait nor absence
    for (std::size_t index = state_count - 1; index > 0; --index) {
        const auto state = static_cast<LaneState>(index);
        if (state == mark || share_of(index) <= 0)
            continue;
        if (!is_wait(state)) {
            rest += share_of(index);
            continue;
        }
        const int bottom = std::min(height, top + std::max(1, rounded(share_of(index))));
        row.add(style_of(state), top, bottom);
        top = bottom;
    }
    // The rest share the room that is left in proportion. What stays empty above them is the time when the
    // lane was absent.
    const double room = height - top;
    const double whole = rest + share_of(0);
    double sum = 0;
    int bottom = height;
    for (std::size_t index = 1; index < state_count && rest > 0; ++index) {
        if (is_wait(static_cast<LaneState>(index)) || share_of(index) <= 0)
            continue;
        sum += share_of(index);
        const bool fills = share_of(0) <= 0 && sum >= rest; // no gap from rounding
        const int upper =
            fills ? top : std::max(top, height - static_cast<int>(std::lround(sum / whole * room)));
        row.add(static_cast<StyleId>(index), upper, bottom);
        bottom = upper;
    }
}

} // namespace

void lane_bands(std::span<const LaneColumn> columns, int height, double scale, BandRow& row) {
    static thread_local std::vector<LaneState> marks;
    const int least_width = std::max(least_wait_width, static_cast<int>(std::ceil(least_wait_width * scale)));
    const int least_height = std::max(1, height / 4);
    marked_waits(columns, least_width, marks);
    row.begin(height);
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const LaneColumn& column = columns[x];
        if (column.single && marks[x] == (is_wait(column.worst) ? column.worst : LaneState::absent)) {
            if (column.worst != LaneState::absent) {
                row.add(style_of(column.worst), 0, height);
                row.add_to_run(style_of(column.worst), is_wait(column.worst) ? column.object : 0U);
            }
        } else {
            stack(column, marks[x], height, least_height, row);
        }
        row.end_column();
    }
}

} // namespace interleave
