// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/short_lives.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

/// Returns the first column of a life, or the number of columns if none shows a part of it.
std::size_t first_column(const Lane& lane, const TimeRange& range, std::size_t count) {
    const double x = pixel_of(lane.begin(), range, 0, static_cast<double>(count));
    return x < 0 || x >= static_cast<double>(count) ? count : static_cast<std::size_t>(x);
}

/// Makes the shares add up to 1 without absence. Returns false if the column shows nothing else.
bool fill_with_life(LaneColumn& column) {
    constexpr auto absent = static_cast<std::size_t>(LaneState::absent);
    float sum = 0;
    for (std::size_t state = absent + 1; state < state_count; ++state)
        sum += column.share[state];
    if (sum <= 0)
        return false;
    column.share[absent] = 0;
    std::size_t greatest = absent + 1;
    for (std::size_t state = absent + 1; state < state_count; ++state) {
        column.share[state] /= sum;
        if (column.share[state] > column.share[greatest])
            greatest = state;
    }
    // There is no room for more than one state: that with most time.
    column.worst = static_cast<LaneState>(greatest);
    column.single = true;
    return true;
}

/// A life without any length: it was there, and nothing tells what it did.
LaneColumn momentary_life() {
    LaneColumn column{};
    column.share[static_cast<std::size_t>(LaneState::unknown)] = 1;
    column.worst = LaneState::unknown;
    column.single = true;
    return column;
}

/// Whether the lane is at work somewhere in [from, until).
bool works_between(const Lane& lane, std::int64_t from, std::int64_t until) {
    if (lane.work_row_count() == 0)
        return false;
    const WorkRow& work = lane.work_row(0); // it has what is outermost
    const std::size_t last = work.at(until - 1);
    if (last == nowhere)
        return false;
    // Work and pauses take turns, so a pause that begins here has work before it.
    const WorkStretch& stretch = work.stretches()[last];
    return stretch.object != 0 || stretch.begin > from;
}

} // namespace

void widen_short_life(const Lane& lane, const TimeRange& range, double scale, std::span<LaneColumn> columns) {
    const auto least = static_cast<std::size_t>(std::ceil(least_life_width * scale));
    const std::size_t first = first_column(lane, range, columns.size());
    if (first == columns.size() || lane.end() > range.until)
        return;
    const double end = pixel_of(lane.end(), range, 0, static_cast<double>(columns.size()));
    if (end - static_cast<double>(first) >= static_cast<double>(least))
        return;
    if (!fill_with_life(columns[first]))
        columns[first] = momentary_life();
    for (std::size_t x = first + 1; x < std::min(columns.size(), first + least); ++x)
        if (!fill_with_life(columns[x]))
            columns[x] = columns[first];
}

void short_lives_bands(const TimelineSource& source, const TimelineRow& row, const TimeRange& range,
                       int height, double scale, std::span<LaneColumn> columns, BandRow& bands) {
    std::vector<std::array<float, state_count>> sums(columns.size());
    const std::int64_t reach = static_cast<std::int64_t>(std::ceil(least_life_width * scale)) *
                               range.length() /
                               std::max<std::int64_t>(1, static_cast<std::int64_t>(columns.size()));
    for (const std::size_t index : row.members) {
        const Lane& lane = source.trace->lane(index);
        if (lane.end() + reach < range.from || lane.begin() > range.until)
            continue;
        lane_columns(lane, range.from, range.until, source.live_end, columns);
        widen_short_life(lane, range, scale, columns);
        for (std::size_t x = 0; x < columns.size(); ++x)
            for (std::size_t state = 1; state < state_count; ++state)
                sums[x][state] += columns[x].share[state];
    }
    float most = 1;
    for (const auto& sum : sums) {
        float lives = 0;
        for (std::size_t state = 1; state < state_count; ++state)
            lives += sum[state];
        most = std::max(most, lives);
    }
    bands.begin(height);
    for (const auto& sum : sums) {
        // From the bottom up, the worst on top. Bounds are rounded, not heights, so that nothing is lost.
        float lives = 0;
        int bottom = height;
        for (std::size_t state = 1; state < state_count; ++state) {
            if (sum[state] <= 0)
                continue;
            lives += sum[state];
            const int top = std::max(
                0, height - static_cast<int>(std::lround(lives / most * static_cast<float>(height))));
            bands.add(static_cast<StyleId>(state), top, bottom);
            bottom = std::min(bottom, top);
        }
        bands.end_column();
    }
}

void working_lanes_bands(const TimelineSource& source, const TimelineRow& row, const TimeRange& range,
                         int height, int width, BandRow& bands) {
    std::vector<std::size_t> counts(static_cast<std::size_t>(std::max(0, width)));
    std::size_t most = 1;
    for (int x = 0; x < width; ++x) {
        const std::int64_t from = time_at(x, range, 0, width);
        const std::int64_t until = std::max(from + 1, time_at(x + 1, range, 0, width));
        std::size_t& count = counts[static_cast<std::size_t>(x)];
        for (const std::size_t index : row.members) {
            const Lane& lane = source.trace->lane(index);
            const std::int64_t end = std::min({until, lane.end(), source.live_end});
            count += end > from && works_between(lane, from, end) ? 1 : 0;
        }
        most = std::max(most, count);
    }
    bands.begin(height);
    for (const std::size_t count : counts) {
        const double share = static_cast<double>(count) / static_cast<double>(most);
        bands.add(value_style, height - static_cast<int>(std::lround(share * height)), height);
        bands.end_column();
    }
}

} // namespace interleave
