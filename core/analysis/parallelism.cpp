// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/parallelism.h"

#include "core/trace/column_cursor.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace interleave {

namespace {

constexpr std::int64_t no_change = std::numeric_limits<std::int64_t>::max();

/// Finds the moments at which a lane enters or leaves the counted state.
class ChangesOfLane {
public:
    ChangesOfLane(const Lane& lane, LaneState counted, std::int64_t from)
        : segments_(&lane.segments())
        , count_(segments_->size())
        , counted_(counted) {
        const std::size_t first = lane.segment_at(from);
        next_ = first == nowhere ? 0 : first;
        if (first != nowhere && first < count_)
            is_counted_ = (*segments_)[first].state == counted_;
        find_next();
    }
    bool is_counted() const noexcept { return is_counted_; }
    std::int64_t time() const noexcept { return time_; }
    void advance() {
        is_counted_ = !is_counted_;
        find_next();
    }

private:
    void find_next() {
        for (; next_ < count_; next_ += rest_.size()) {
            if (rest_.empty())
                rest_ = segments_->contiguous(next_, count_);
            const auto found = std::ranges::find_if(
                rest_, [this](const Segment& segment) { return (segment.state == counted_) != is_counted_; });
            const auto passed = static_cast<std::size_t>(found - rest_.begin());
            if (passed < rest_.size()) {
                time_ = found->begin;
                next_ += passed;
                rest_ = rest_.subspan(passed);
                return;
            }
            next_ += rest_.size();
            rest_ = {};
        }
        time_ = no_change;
    }

    const AppendOnly<Segment>* segments_;
    std::size_t count_;
    LaneState counted_;
    std::size_t next_ = 0;
    std::span<const Segment> rest_{}; ///< contiguous ones from `next_` on; empty if not looked up yet
    bool is_counted_ = false;
    std::int64_t time_ = no_change;
};

/// Adds up how long which number of lanes was counted.
class ParallelismSum {
public:
    ParallelismSum(std::int64_t from, std::int64_t until, std::size_t columns, Parallelism& result)
        : result_(result)
        , cursor_(from, until, columns) {
        result_.columns.reserve(columns);
    }

    void add(std::int64_t begin, std::int64_t end, std::size_t lanes) {
        if (begin >= end)
            return;
        if (result_.time_at.size() <= lanes)
            result_.time_at.resize(lanes + 1);
        result_.time_at[lanes] += end - begin;
        while (begin < end) {
            const std::int64_t part = std::min(end, cursor_.end()) - begin;
            sum_ += static_cast<double>(part) * static_cast<double>(lanes);
            least_ = std::min(least_, static_cast<std::uint32_t>(lanes));
            most_ = std::max(most_, static_cast<std::uint32_t>(lanes));
            begin += part;
            if (begin == cursor_.end())
                end_column();
        }
    }

private:
    void end_column() {
        const auto length = static_cast<double>(cursor_.end() - cursor_.begin());
        result_.columns.push_back({cursor_.begin(), cursor_.end(), sum_ / length, least_, most_});
        cursor_.advance();
        sum_ = 0;
        least_ = std::numeric_limits<std::uint32_t>::max();
        most_ = 0;
    }

    Parallelism& result_;
    ColumnCursor cursor_;
    double sum_ = 0; ///< of the present column
    std::uint32_t least_ = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t most_ = 0;
};

/// The lane whose next change comes first is in front: a heap, whose front is replaced in one way down.
class EarliestChange {
public:
    void add(ChangesOfLane changes) {
        if (changes.time() == no_change)
            return;
        lanes_.push_back(std::move(changes));
        std::ranges::push_heap(lanes_, std::greater(), &ChangesOfLane::time);
    }
    bool empty() const noexcept { return lanes_.empty(); }
    const ChangesOfLane& front() const noexcept { return lanes_.front(); }
    void advance_front() {
        lanes_.front().advance();
        if (lanes_.front().time() == no_change) {
            std::swap(lanes_.front(), lanes_.back());
            lanes_.pop_back();
        }
        std::size_t place = 0;
        for (std::size_t below = 1; below < lanes_.size(); below = 2 * place + 1) {
            if (below + 1 < lanes_.size() && lanes_[below + 1].time() < lanes_[below].time())
                ++below;
            if (lanes_[place].time() <= lanes_[below].time())
                return;
            std::swap(lanes_[place], lanes_[below]);
            place = below;
        }
    }

private:
    std::vector<ChangesOfLane> lanes_;
};

} // namespace

std::optional<double> Parallelism::mean() const noexcept {
    double sum = 0;
    double length = 0;
    for (std::size_t lanes = 0; lanes < time_at.size(); ++lanes) {
        sum += static_cast<double>(time_at[lanes]) * static_cast<double>(lanes);
        length += static_cast<double>(time_at[lanes]);
    }
    return length > 0 ? std::optional(sum / length) : std::nullopt;
}

Parallelism parallelism(const Trace& trace, std::span<const std::size_t> lanes, std::int64_t from,
                        std::int64_t until, std::size_t columns) {
    Parallelism result;
    result.counted = trace.has_kernel_records() ? LaneState::running : LaneState::running_or_ready;
    if (from >= until || !trace.knows_states())
        return result;
    std::size_t counted = 0;
    EarliestChange changes;
    for (const std::size_t lane : lanes) {
        ChangesOfLane of_lane(trace.lane(lane), result.counted, from);
        counted += of_lane.is_counted() ? 1 : 0;
        changes.add(std::move(of_lane));
    }
    const auto most_columns = static_cast<std::uint64_t>(until - from);
    ParallelismSum sum(from, until, static_cast<std::size_t>(std::min<std::uint64_t>(columns, most_columns)),
                       result);
    std::int64_t since = from;
    while (!changes.empty() && changes.front().time() < until) {
        const std::int64_t time = changes.front().time();
        sum.add(since, time, counted);
        since = std::max(since, time);
        counted = changes.front().is_counted() ? counted - 1 : counted + 1;
        changes.advance_front();
    }
    sum.add(since, until, counted);
    return result;
}

} // namespace interleave
