// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/variable_bands.h"

#include "ui/rows/event_marks.h"
#include "ui/rows/object_bands.h"
#include "ui/rows/timeline_coordinates.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

/// Whether two columns end with the same write in force, as far as they tell.
bool is_same(const ObjectColumn& one, const ObjectColumn& other) noexcept {
    return one.value == other.value && one.holder == other.holder;
}

/// Returns the change that wrote the value in force at `time`, or nowhere before the first use.
std::size_t write_at(const Object& variable, std::int64_t time) noexcept {
    constexpr std::size_t most_reads = 64; // before that, whichever change is in force
    std::size_t index = variable.change_at(time);
    for (std::size_t looked = 0; index < variable.changes().size() && index > 0 && looked < most_reads;
         ++looked) {
        const EventKind kind = variable.changes()[index].kind();
        if (kind == EventKind::write || kind == EventKind::set_value)
            return index;
        --index;
    }
    return index;
}

/// Columns [begin, end) in which the same value stays.
struct Stretch {
    int begin;
    int end;
};

std::vector<Stretch> stretches_of(std::span<const ObjectColumn> columns) {
    std::vector<Stretch> stretches;
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const auto at = static_cast<int>(x);
        if (x > 0 && is_same(columns[x - 1], columns[x]))
            stretches.back().end = at + 1;
        else
            stretches.push_back({at, at + 1});
    }
    return stretches;
}

} // namespace

void variable_bands(const Trace& trace, const Object& variable, const TimeRange& range,
                    std::span<const ObjectColumn> columns, int height, double scale, BandRow& row) {
    const auto width = static_cast<int>(columns.size());
    const std::vector<Stretch> stretches = stretches_of(columns);
    const auto is_wide = [scale](const Stretch& stretch) {
        return stretch.end - stretch.begin >= least_word_distance * scale;
    };
    int readable = 0;
    for (const Stretch& stretch : stretches)
        readable += is_wide(stretch) ? stretch.end - stretch.begin : 0;
    if (readable < width / 2) {
        int most = 1;
        for (const ObjectColumn& column : columns)
            most = std::max(most, column.value);
        value_bands(columns, height, most, {0, 0}, 0, row);
        return;
    }
    const int edge = std::max(1, static_cast<int>(std::lround(scale)));
    row.begin(height);
    bool after_change = true; // what came before the first column is unknown
    for (const Stretch& stretch : stretches) {
        const std::size_t index = write_at(variable, time_at(stretch.end - 0.5, range, 0, width));
        const bool is_used = index < variable.changes().size();
        const StyleId style = is_wide(stretch) && lost_update_by_change(trace, variable, index)
                                  ? lost_value_style
                                  : value_style;
        // A column in which the value changes several times is a line by itself.
        const int first = after_change ? stretch.begin : stretch.begin + edge;
        after_change = stretch.end - stretch.begin == 1 &&
                       columns[static_cast<std::size_t>(stretch.begin)].several_holders;
        for (int x = stretch.begin; x < stretch.end; ++x) {
            if (is_used && (x < first || after_change)) {
                row.add(value_change_style, 0, height);
            } else if (is_used) {
                row.add(style, 0, height);
                row.add_to_run(style, static_cast<std::uint32_t>(index));
            }
            row.end_column();
        }
    }
}

} // namespace interleave
