// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/columns.h"

#include "core/trace/column_cursor.h"

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

/// Calls `visit(begin, end)` for each stretch of changes that is looked at in a column which has those from
/// `first` to `last`.
template <typename Visit>
void for_each_sampled(std::size_t first, std::size_t last, Visit&& visit) {
    const std::size_t count = last - first + 1;
    if (count <= max_samples) {
        visit(first, last + 1);
        return;
    }
    for (std::size_t place = 0; place < sampled_places; ++place) {
        const std::size_t at = first + (count - samples_per_place) * place / (sampled_places - 1);
        visit(at, at + samples_per_place);
    }
}

void prefetch_column(const Lane& lane, BlockGuess /*begin*/, BlockGuess end) noexcept {
    lane.prefetch(end);
}

void prefetch_column(const Object& object, BlockGuess begin, BlockGuess end) noexcept {
    constexpr std::size_t around = 6; // the guesses are not exact
    object.prefetch(end);
    const std::size_t first = begin.element();
    for_each_sampled(first, std::max(first, end.element()), [&](std::size_t from, std::size_t until) {
        object.prefetch_changes(from - std::min(from, around), until + around);
    });
}

/// Finds where the columns' ends probably are, some columns ahead, and prefetches that memory. In a long lane
/// or object each column is in another block, and the cache misses take longer than everything else.
template <typename Sequence>
class LookAhead {
public:
    LookAhead(const Sequence& sequence, const ColumnCursor& first, std::int64_t live_end,
              std::size_t columns) noexcept
        : sequence_(sequence)
        , cursor_(first)
        , live_end_(live_end)
        , columns_(columns) {}

    /// Returns a guess at the end of column i. It is called with growing i, not for the columns before the
    /// sequence's begin.
    BlockGuess guess_at(std::size_t i) noexcept {
        while (next_ < columns_ && next_ <= i + least_ahead)
            prefetch_batch();
        return guesses_[i % guesses_.size()];
    }

private:
    /// Columns are prefetched in batches, so that the misses of their pages are waited for together. One by
    /// one, between other work, each page would be waited for alone.
    static constexpr std::size_t batch = 16;
    static constexpr std::size_t least_ahead = 4;

    void prefetch_batch() noexcept {
        for (const std::size_t stop = std::min(columns_, next_ + batch); next_ < stop; ++next_) {
            const std::int64_t end = std::min(cursor_.end(), live_end_);
            const BlockGuess guess = sequence_.guess_at(end, last_.block + step_);
            step_ = guess.block - std::min(guess.block, last_.block);
            guesses_[next_ % guesses_.size()] = guess;
            prefetch_column(sequence_, last_, guess);
            last_ = guess;
            cursor_.advance();
        }
    }

    const Sequence& sequence_;
    ColumnCursor cursor_;
    std::int64_t live_end_;
    std::size_t columns_;
    std::size_t next_ = 0;
    BlockGuess last_{};
    std::size_t step_ = 0;
    std::array<BlockGuess, 2 * batch> guesses_{}; ///< by column
};

/// Looks up the moment `time`, which comes after `before`. `ahead` is set if there are many segments in
/// between.
void look_up_next(const Lane& lane, std::int64_t time, const LaneMoment& before, LookAhead<Lane>* ahead,
                  std::size_t column, LaneMoment& moment) {
    constexpr std::size_t few = 32; // to walk over rather than to look up
    if (before.segment == nowhere) {
        look_up(lane, time, 0, moment);
        return;
    }
    moment.time = time;
    if (ahead != nullptr) {
        moment.segment = lane.look_up_near(time, ahead->guess_at(column), moment.sums);
        return;
    }
    moment.segment = lane.segment_at(time, before.segment);
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

/// Computes the column of [begin.time, end.time), of which `width` ns are drawn. It is written in place,
/// because the processor stalls when a column that was just written in small pieces is copied in large ones.
void compute_column(const Lane& lane, const LaneMoment& begin, const LaneMoment& end, std::int64_t width,
                    LaneColumn& column) {
    column = {};
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
        return;
    }
    const auto& segments = lane.segments();
    const std::size_t first = begin.segment == nowhere ? 0 : begin.segment;
    std::size_t last = end.segment;
    while (last > first && segments[last].begin >= end.time) // these belong to the next column
        --last;
    column.single = first == last && present == width;
    if (const std::size_t found = lane.find_state(column.worst, first, last + 1); found <= last)
        column.object = segments[found].object;
}

void add_change(const ObjectChange& change, ObjectColumn& column) {
    column.max_waiters = std::max(column.max_waiters, change.waiters);
    if (column.several_holders) // who they are does not matter then
        return;
    column.several_holders = change.several_holders();
    if (change.held()) {
        column.several_holders |= column.holder != no_lane && column.holder != change.holder;
        column.holder = change.holder;
    }
}

/// Adds the holders and the maximum of waiters of the changes from `first` to `last`.
void add_changes(const Object& object, std::size_t first, std::size_t last, ObjectColumn& column) {
    for_each_sampled(first, last, [&](std::size_t begin, std::size_t end) {
        while (begin < end) {
            const auto changes = object.changes().contiguous(begin, end);
            for (const ObjectChange& change : changes)
                add_change(change, column);
            begin += changes.size();
        }
    });
    if (column.several_holders)
        column.holder = no_lane;
}

/// Returns the last change before `time`, or nowhere; `at_time` is the one in force at `time`.
std::size_t last_before(const Object& object, std::int64_t time, std::size_t at_time) {
    if (at_time == nowhere || object.changes()[at_time].time() < time)
        return at_time;
    return object.change_at(time - 1, at_time);
}

} // namespace

void lane_columns(const Lane& lane, std::int64_t from, std::int64_t until, std::int64_t live_end,
                  std::span<LaneColumn> columns) {
    if (columns.empty())
        return;
    ColumnCursor cursor(from, until, columns.size());
    const auto known = [live_end](std::int64_t time) { return std::min(time, live_end); };
    LaneMoment moments[2];
    LaneMoment* begin = &moments[0];
    LaneMoment* end = &moments[1];
    look_up(lane, known(cursor.begin()), 0, *begin);
    constexpr std::size_t many = 12; // segments in a column
    const std::size_t first = begin->segment == nowhere ? 0 : begin->segment;
    const std::size_t last = lane.segment_at(known(std::max(until, from + 1)), first);
    LookAhead<Lane> look_ahead(lane, cursor, live_end, columns.size());
    LookAhead<Lane>* const ahead =
        last != nowhere && last - first > many * columns.size() ? &look_ahead : nullptr;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        look_up_next(lane, known(cursor.end()), *begin, ahead, i, *end);
        compute_column(lane, *begin, *end, cursor.end() - cursor.begin(), columns[i]);
        const bool overlaps = cursor.overlaps_next();
        cursor.advance();
        if (i + 1 < columns.size() && overlaps)
            look_up(lane, known(cursor.begin()), begin->segment, *begin);
        else
            std::swap(begin, end);
    }
}

void object_columns(const Object& object, std::int64_t from, std::int64_t until, std::int64_t live_end,
                    std::span<ObjectColumn> columns) {
    if (columns.empty())
        return;
    ColumnCursor cursor(from, until, columns.size());
    const auto known = [live_end](std::int64_t time) { return std::min(time, live_end); };
    std::int64_t begin = known(cursor.begin());
    std::size_t at_begin = object.change_at(begin);
    ObjectTimes until_begin = object.times_until(begin, at_begin);
    LookAhead<Object> ahead(object, cursor, live_end, columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        ObjectColumn& column = columns[i];
        column = {};
        column.holder = no_lane;
        const std::int64_t end = known(cursor.end());
        const std::size_t first = at_begin == nowhere ? 0 : at_begin;
        ObjectTimes until_end;
        const std::size_t at_end = object.look_up_near(end, ahead.guess_at(i), until_end);
        const auto share = [&](std::int64_t ObjectTimes::*part) {
            return static_cast<float>(static_cast<double>(until_end.*part - until_begin.*part) /
                                      static_cast<double>(cursor.end() - cursor.begin()));
        };
        column.held = share(&ObjectTimes::held);
        column.contended_held = share(&ObjectTimes::contended_held);
        column.handing_off = share(&ObjectTimes::handing_off);
        column.mean_waiters = share(&ObjectTimes::waited);
        if (const std::size_t last = begin < end ? last_before(object, end, at_end) : nowhere;
            last != nowhere) {
            column.value = object.changes()[last].value;
            add_changes(object, first, last, column);
        }
        column.max_waiters =
            std::max(column.max_waiters, static_cast<std::uint16_t>(std::ceil(column.mean_waiters)));
        const bool overlaps = cursor.overlaps_next();
        cursor.advance();
        if (i + 1 < columns.size() && overlaps) {
            begin = known(cursor.begin());
            at_begin = object.change_at(begin, first);
            until_begin = object.times_until(begin, at_begin);
        } else {
            begin = end;
            at_begin = at_end;
            until_begin = until_end;
        }
    }
}

} // namespace interleave
