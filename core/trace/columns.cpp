// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/columns.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

/// In a column with more changes than max_samples, adjacent changes are sampled at a few places. Adjacent
/// changes share cache lines.
constexpr std::size_t sampled_places = 4;
constexpr std::size_t samples_per_place = 16;
constexpr std::size_t max_samples = sampled_places * samples_per_place;

/// The edges of pixel columns, and the part of each that can be known.
class Edges {
public:
    Edges(std::int64_t from, std::int64_t until, std::int64_t live_end, std::size_t count) noexcept
        : from_(from)
        , length_(std::max<std::int64_t>(0, until - from))
        , live_end_(live_end)
        , count_(static_cast<std::int64_t>(count)) {}

    std::int64_t operator[](std::size_t i) const noexcept {
        const auto number = static_cast<std::int64_t>(i);
        // length * number / count without overflow
        return from_ + length_ / count_ * number + length_ % count_ * number / count_;
    }
    /// End of column i, at least a nanosecond after its begin.
    std::int64_t end(std::size_t i) const noexcept { return std::max((*this)[i + 1], (*this)[i] + 1); }
    std::int64_t known(std::int64_t time) const noexcept { return std::min(time, live_end_); }

private:
    std::int64_t from_;
    std::int64_t length_;
    std::int64_t live_end_;
    std::int64_t count_;
};

/// A moment of a lane: its segment and the sums up to it.
struct LaneMoment {
    std::int64_t time;
    std::size_t segment;
    StateTimes sums;
};

void look_up(const Lane& lane, std::int64_t time, std::size_t hint, LaneMoment& moment) {
    moment.time = time;
    moment.segment = lane.segment_at(time, hint);
    lane.times_until(time, moment.segment, moment.sums);
}

/// Finds the blocks of the columns' ends some columns ahead and prefetches their memory. In a long lane each
/// column is in another block, and the cache misses take longer than everything else.
class LookAhead {
public:
    LookAhead(const Lane& lane, const Edges& edges, std::size_t columns) noexcept
        : lane_(lane)
        , edges_(edges)
        , columns_(columns) {}

    /// Returns the block that holds the end of column i. It is called for each i in order.
    std::size_t block_of(std::size_t i) noexcept {
        for (; next_ < columns_ && next_ <= i + distance; ++next_) {
            const std::size_t found = lane_.block_at(edges_.known(edges_.end(next_)), last_ + step_);
            step_ = found - std::min(found, last_);
            last_ = found;
            blocks_[next_ % blocks_.size()] = found;
            lane_.prefetch_block(found);
        }
        return blocks_[i % blocks_.size()];
    }

private:
    static constexpr std::size_t distance = 6;

    const Lane& lane_;
    const Edges& edges_;
    std::size_t columns_;
    std::size_t next_ = 0;
    std::size_t last_ = 0;
    std::size_t step_ = 0;
    std::array<std::size_t, distance + 2> blocks_{};
};

/// Looks up the moment `time`, which comes after `before`. `ahead` is set if there are many segments in
/// between.
void look_up_next(const Lane& lane, std::int64_t time, const LaneMoment& before, LookAhead* ahead,
                  std::size_t column, LaneMoment& moment) {
    constexpr std::size_t few = 32; // to walk over rather than to look up
    if (before.segment == nowhere) {
        look_up(lane, time, 0, moment);
        return;
    }
    moment.time = time;
    moment.segment = ahead != nullptr ? lane.segment_in_block(time, ahead->block_of(column))
                                      : lane.segment_at(time, before.segment);
    if (moment.segment - before.segment > few) {
        lane.times_until(time, moment.segment, moment.sums);
        return;
    }
    moment.sums = before.sums;
    const auto add = [&](std::size_t segment, std::int64_t length) {
        const LaneState state = lane.segments()[segment].state;
        if (state != LaneState::absent)
            moment.sums[static_cast<std::size_t>(state)] += length;
    };
    add(before.segment, lane.segments()[before.segment].begin - before.time);
    lane.add_lengths(before.segment, moment.segment, moment.sums);
    moment.sums[0] = 0;
    add(moment.segment, time - lane.segments()[moment.segment].begin);
}

/// Computes the column of [begin.time, end.time), of which `width` ns are drawn.
LaneColumn column_of(const Lane& lane, const LaneMoment& begin, const LaneMoment& end, std::int64_t width) {
    LaneColumn column{};
    std::int64_t most = 0;
    std::int64_t present = 0;
    column.worst = LaneState::absent;
    const auto share = [&](std::int64_t time) {
        return static_cast<float>(static_cast<double>(time) / static_cast<double>(width));
    };
    for (std::size_t i = 1; i < state_count; ++i) {
        const std::int64_t time = end.sums[i] - begin.sums[i];
        if (time <= 0)
            continue;
        column.share[i] = share(time);
        present += time;
        const auto state = static_cast<LaneState>(i);
        if (is_wait(state) || time > most)
            column.worst = state;
        most = std::max(most, time);
    }
    column.share[0] = share(width - present);
    if (present < width && width - present > most && !is_wait(column.worst))
        column.worst = LaneState::absent;
    if (present == 0) {
        column.single = true;
        return column;
    }
    const auto& segments = lane.segments();
    const std::size_t first = begin.segment == nowhere ? 0 : begin.segment;
    std::size_t last = end.segment;
    while (last > first && segments[last].begin >= end.time) // these belong to the next column
        --last;
    column.single = first == last && present == width;
    if (const std::size_t found = lane.find_state(column.worst, first, last + 1); found <= last)
        column.object = segments[found].object;
    return column;
}

void add_change(const ObjectChange& change, ObjectColumn& column) {
    column.max_waiters = std::max(column.max_waiters, change.waiters);
    column.several_holders |= change.several_holders();
    if (change.held()) {
        column.several_holders |= column.holder != no_lane && column.holder != change.holder;
        column.holder = change.holder;
    }
}

/// Adds the holders and the maximum of waiters of the changes from `first` to `last`.
void add_changes(const Object& object, std::size_t first, std::size_t last, ObjectColumn& column) {
    const std::size_t count = last - first + 1;
    if (count <= max_samples) {
        for (std::size_t i = first; i <= last; ++i)
            add_change(object.changes()[i], column);
    } else {
        for (std::size_t place = 0; place < sampled_places; ++place) {
            const std::size_t at = first + (count - samples_per_place) * place / (sampled_places - 1);
            for (std::size_t i = at; i < at + samples_per_place; ++i)
                add_change(object.changes()[i], column);
        }
    }
    if (column.several_holders)
        column.holder = no_lane;
}

} // namespace

void lane_columns(const Lane& lane, std::int64_t from, std::int64_t until, std::int64_t live_end,
                  std::span<LaneColumn> columns) {
    if (columns.empty())
        return;
    const Edges edges(from, until, live_end, columns.size());
    LaneMoment moments[2];
    LaneMoment* begin = &moments[0];
    LaneMoment* end = &moments[1];
    look_up(lane, edges.known(edges[0]), 0, *begin);
    constexpr std::size_t many = 12; // segments in a column
    const std::size_t first = begin->segment == nowhere ? 0 : begin->segment;
    const std::size_t last = lane.segment_at(edges.known(edges.end(columns.size() - 1)), first);
    LookAhead look_ahead(lane, edges, columns.size());
    LookAhead* const ahead = last != nowhere && last - first > many * columns.size() ? &look_ahead : nullptr;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        look_up_next(lane, edges.known(edges.end(i)), *begin, ahead, i, *end);
        columns[i] = column_of(lane, *begin, *end, edges.end(i) - edges[i]);
        // Columns narrower than a nanosecond overlap; the others share their edge.
        if (i + 1 < columns.size() && edges[i + 1] != edges.end(i))
            look_up(lane, edges.known(edges[i + 1]), begin->segment, *begin);
        else
            std::swap(begin, end);
    }
}

void object_columns(const Object& object, std::int64_t from, std::int64_t until, std::int64_t live_end,
                    std::span<ObjectColumn> columns) {
    if (columns.empty())
        return;
    const Edges edges(from, until, live_end, columns.size());
    const auto last_before = [&](std::int64_t time, std::size_t hint) {
        return object.change_at(time - 1, hint == nowhere ? 0 : hint);
    };
    std::int64_t begin = edges.known(edges[0]);
    std::size_t at_begin = object.change_at(begin);
    ObjectTimes until_begin = object.times_until(begin, at_begin);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        ObjectColumn& column = columns[i];
        column = {};
        column.holder = no_lane;
        const std::int64_t end = edges.known(edges.end(i));
        const std::size_t at_end = object.change_at(end, at_begin);
        const ObjectTimes until_end = object.times_until(end, at_end);
        const auto share = [&](std::int64_t ObjectTimes::*part) {
            return static_cast<float>(static_cast<double>(until_end.*part - until_begin.*part) /
                                      static_cast<double>(edges.end(i) - edges[i]));
        };
        column.held = share(&ObjectTimes::held);
        column.contended_held = share(&ObjectTimes::contended_held);
        column.handing_off = share(&ObjectTimes::handing_off);
        column.mean_waiters = share(&ObjectTimes::waited);
        if (const std::size_t last = begin < end ? last_before(end, at_end) : nowhere; last != nowhere) {
            column.value = object.changes()[last].value;
            add_changes(object, at_begin == nowhere ? 0 : at_begin, last, column);
        }
        column.max_waiters =
            std::max(column.max_waiters, static_cast<std::uint16_t>(std::ceil(column.mean_waiters)));
        if (i + 1 < columns.size() && edges[i + 1] != edges.end(i)) {
            begin = edges.known(edges[i + 1]);
            at_begin = object.change_at(begin, at_begin);
            until_begin = object.times_until(begin, at_begin);
        } else {
            begin = end;
            at_begin = at_end;
            until_begin = until_end;
        }
    }
}

} // namespace interleave
