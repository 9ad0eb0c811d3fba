#include "ui/timeline/bands.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

/// Per column the wait that must show: the worst of the column itself, and beside a wait narrower than the
/// least width also that one.
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
            // Around it, but inside the picture.
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

/// Fills one column from below, the marked wait at the top.
void stack(const LaneColumn& column, LaneState mark, int height, int least_height, BandRow& row) {
    const auto share_of = [&](LaneState state) {
        return static_cast<double>(column.share[static_cast<std::size_t>(state)]);
    };
    int top_part = 0;
    if (mark != LaneState::absent)
        top_part = std::clamp(static_cast<int>(std::lround(share_of(mark) * height)), least_height, height);
    // The others share what is left in their proportions; absence is what remains empty above them.
    double total = 1.0 - (mark == LaneState::absent ? 0.0 : share_of(mark));
    if (total <= 0)
        total = 1;
    const int room = height - top_part;
    double sum = 0;
    int bottom = height;
    for (std::size_t index = 1; index < state_count; ++index) {
        const auto state = static_cast<LaneState>(index);
        const double share = state == mark ? 0.0 : share_of(state);
        if (share <= 0)
            continue;
        sum += share;
        int top = height - static_cast<int>(std::lround(std::min(1.0, sum / total) * room));
        if (is_wait(state))
            top = std::max(top_part, std::min(top, bottom - 1));
        row.add(style_of(state), top, bottom);
        bottom = std::min(bottom, top);
    }
    if (mark != LaneState::absent)
        row.add(style_of(mark), 0, top_part);
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
