// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/missing_marks.h"

#include "core/trace/gallop.h"
#include "ui/rows/timeline_coordinates.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

/// Returns the columns of [from, until], as wide as a mark must be, but not beyond the picture.
MissingMark placed(std::int64_t from, std::int64_t until, std::uint64_t count, const MarkScale& scale) {
    const auto column = [&](double pixel) {
        return static_cast<int>(std::clamp(pixel, 0.0, static_cast<double>(scale.width)));
    };
    int begin = column(std::floor(pixel_of(from, scale.range, 0, scale.width)));
    int end = column(std::ceil(pixel_of(until, scale.range, 0, scale.width)));
    const int least = std::min(scale.least_width, scale.width);
    if (end - begin < least) {
        begin = std::clamp(begin - (least - (end - begin)) / 2, 0, scale.width - least);
        end = begin + least;
    }
    return {begin, end, count};
}

/// Adds a mark that begins not before the last one, or makes the last one wider if they touch.
void add(std::vector<MissingMark>& marks, const MissingMark& mark) {
    if (!marks.empty() && mark.begin <= marks.back().end) {
        marks.back().end = std::max(marks.back().end, mark.end);
        marks.back().count += mark.count;
    } else {
        marks.push_back(mark);
    }
}

/// The switch records that were lost in [from, until] of a trace.
struct LostRange {
    std::size_t first;
    std::size_t last;
};
LostRange lost_between(const Trace& trace, std::int64_t from, std::int64_t until) {
    const auto& lost = trace.lost_switches();
    const std::size_t count = lost.size();
    const std::size_t first = gallop(count, 0, [&](std::size_t i) { return lost[i].time < from; });
    const std::size_t last = gallop(count, first, [&](std::size_t i) { return lost[i].since <= until; });
    return {first, last};
}

} // namespace

std::vector<MissingMark> missing_marks(const MissingSequence& missing, const MarkScale& scale) {
    std::vector<MissingMark> marks;
    const std::size_t count = missing.size();
    for (std::size_t i = missing.first_after(scale.range.from - 1); i < count;) {
        const MissingStretch stretch = missing[i];
        if (stretch.begin >= scale.range.until)
            break;
        MissingMark mark =
            placed(stretch.begin, std::min(stretch.end, std::max(stretch.begin, scale.live_end)),
                   stretch.count, scale);
        // All that end within the mark need no marks of their own.
        const std::int64_t until = time_at(mark.end, scale.range, 0, scale.width);
        const std::size_t next = std::clamp(missing.first_after(until, i), i + 1, count);
        mark.count += missing.count_of(i + 1, next);
        add(marks, mark);
        i = next;
    }
    return marks;
}

std::vector<MissingMark> missing_switch_marks(const Trace& trace, const Lane& lane, const MarkScale& scale) {
    std::vector<MissingMark> marks;
    const auto& lost = trace.lost_switches();
    const std::int64_t from = std::max(scale.range.from, lane.begin());
    const std::int64_t until = std::min(scale.range.until, lane.end());
    const auto [first, last] = lost_between(trace, from, until);
    for (std::size_t i = first; i < last; ++i)
        if (lost[i].count > 0)
            add(marks,
                placed(std::max(lost[i].since, from), std::min(lost[i].time, until), lost[i].count, scale));
    return marks;
}

std::vector<MissingMark> missing_marks_of_all(const Trace& trace, const MarkScale& scale) {
    std::vector<MissingMark> all;
    for (std::size_t lane = 0; lane < trace.lane_count(); ++lane) {
        const std::vector<MissingMark> of_lane = missing_marks(trace.lane(lane).missing(), scale);
        all.insert(all.end(), of_lane.begin(), of_lane.end());
    }
    std::ranges::sort(all, {}, &MissingMark::begin);
    std::vector<MissingMark> marks;
    for (const MissingMark& mark : all)
        add(marks, mark);
    return marks;
}

std::uint64_t missing_switches_between(const Trace& trace, std::int64_t from, std::int64_t until) {
    const auto [first, last] = lost_between(trace, from, until);
    std::uint64_t sum = 0;
    for (std::size_t i = first; i < last; ++i)
        sum += trace.lost_switches()[i].count;
    return sum;
}

MissingCounts missing_at(const Trace& trace, const TimelineRow& row, std::int64_t time, std::int64_t reach) {
    const std::int64_t from = time - reach;
    const std::int64_t until = time + reach;
    MissingCounts counts;
    if (row.kind == TimelineRow::Kind::object) {
        for (std::size_t lane = 0; lane < trace.lane_count(); ++lane)
            counts.records += trace.lane(lane).missing().count_between(from, until);
        return counts;
    }
    for (const std::size_t lane : row.members)
        if (row.is_of_lanes())
            counts.records += trace.lane(lane).missing().count_between(from, until);
    if (row.kind != TimelineRow::Kind::lane)
        return counts;
    const Lane& lane = trace.lane(row.index);
    counts.records = lane.missing().count_between(from, until);
    if (until < lane.begin() || from > lane.end())
        return counts;
    counts.switches = missing_switches_between(trace, from, until);
    return counts;
}

void missing_bands(const std::vector<MissingMark>& marks, StyleId style, int height, int width,
                   BandRow& row) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    row.begin(height);
    if (marks.empty())
        return;
    auto mark = marks.begin();
    for (int x = 0; x < width; ++x) {
        while (mark != marks.end() && mark->end <= x)
            ++mark;
        if (mark != marks.end() && mark->begin <= x) {
            row.add(style, 0, height);
            row.add_to_run(style, static_cast<std::uint32_t>(std::min(mark->count, most)));
        }
        row.end_column();
    }
}

} // namespace interleave
