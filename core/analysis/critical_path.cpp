// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/critical_path.h"

#include "core/analysis/trace_walk.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace interleave {

namespace {

constexpr std::size_t not_visited = nowhere;

/// Returns the segment that the lane is in just before `time`, nullptr if there is none.
const Segment* segment_before(const Lane& lane, std::int64_t time) noexcept {
    const std::size_t segment = lane.segment_at(time - 1);
    return segment < lane.segments().size() ? &lane.segments()[segment] : nullptr;
}

/// Whether the lane is in a wait there, be it blocked, spinning or just woken.
bool is_in_wait(const Segment& segment) noexcept {
    return is_wait(segment.state) || (segment.flags & in_wait) != 0;
}

class Walk {
public:
    Walk(const Trace& trace, const WaitLinkIndex& links, const PathQuestion& question)
        : trace_(trace)
        , links_(links)
        , next_link_(trace.lane_count(), not_visited)
        , lane_(question.lane)
        , time_(question.until) {
        for (std::size_t i = 0; i < next_link_.size(); ++i)
            if (!trace.lane(i).missing().empty())
                lossy_lanes_.push_back(trace.lane(i).id());
        path_.lane = question.lane;
        path_.asked_from = question.from;
        path_.until = question.until;
    }

    CriticalPath walk() {
        if (!trace_.knows_states()) {
            path_.begin = PathBegin::no_states;
            return std::move(path_);
        }
        if (follow_open_waits())
            while (step()) {
            }
        path_.pieces.assign(backwards_.rbegin(), backwards_.rend());
        return std::move(path_);
    }

private:
    /// Goes to the lane that the first one still waits for, from there on to the one that this waits for, and
    /// so on. Returns false for a ring.
    bool follow_open_waits() {
        std::vector<bool> seen(trace_.lane_count(), false);
        while (const std::optional<ObjectId> object = open_wait()) {
            path_.waiting.push_back({lane_, *object});
            seen[lane_] = true;
            const auto owner = owner_of_wait(trace_, lane_, time_ - 1);
            if (!owner)
                return true; // then the wait itself is all that is known
            if (seen[*owner]) {
                begin_with(PathBegin::ring, *owner);
                return false;
            }
            lane_ = *owner;
        }
        return true;
    }

    /// Returns for what the lane still waits at the present time.
    std::optional<ObjectId> open_wait() const {
        const Segment* const segment = segment_before(trace_.lane(lane_), time_);
        if (segment == nullptr || !is_in_wait(*segment))
            return std::nullopt;
        const AppendOnly<IndexedLink>& links = links_.into(lane_);
        const std::size_t link = links_.first_at(lane_, time_);
        const bool ends_now = link < links.size() && links[link].effect_time == time_;
        return ends_now ? std::nullopt : std::optional<ObjectId>(segment->object);
    }

    /// Adds the piece that ends at the present time, and goes to what is before it. Returns false at the
    /// begin of the path.
    bool step() {
        const IndexedLink* const link = last_binding_link();
        const std::int64_t went_on =
            std::max(path_.asked_from, link != nullptr ? link->effect_time : begin_of_lane());
        if (const auto lost = last_missing(went_on)) {
            add({*lost, *lost, time_, lane_, 0, EventKind::none});
            return begin_with(PathBegin::missing, lane_);
        }
        if (link == nullptr || link->effect_time <= path_.asked_from) {
            add({went_on, went_on, time_, lane_, 0, EventKind::none});
            return false;
        }
        if (!link->has(IndexedLink::is_named))
            if (const auto doubtful = lane_missing_within(link->cause_time, link->effect_time)) {
                add({went_on, went_on, time_, lane_, 0, EventKind::none});
                return begin_with(PathBegin::doubtful_cause, *doubtful);
            }
        const std::int64_t cause = std::max(path_.asked_from, link->cause_time);
        add({cause, went_on, time_, lane_, link->object, link->kind_of_cause()});
        lane_ = link->cause_lane;
        time_ = cause;
        return time_ > path_.asked_from;
    }

    /// Returns the last link into the lane that it could not have gone on without, and takes it out of those
    /// that are left; nullptr if there is none before the present time.
    const IndexedLink* last_binding_link() {
        const AppendOnly<IndexedLink>& links = links_.into(lane_);
        std::size_t& next = next_link_[lane_];
        if (next == not_visited)
            next = links_.first_at(lane_, time_ + 1);
        // Time only goes back, so no link is looked at twice.
        while (next > 0) {
            const IndexedLink& link = links[--next];
            if (link.effect_time <= time_ && link.is_binding())
                return &link;
        }
        return nullptr;
    }

    std::int64_t begin_of_lane() const noexcept { return std::min(time_, trace_.lane(lane_).begin()); }

    /// Returns where the last stretch of missing records ends that the lane has within [from, the present
    /// time].
    std::optional<std::int64_t> last_missing(std::int64_t from) const {
        const MissingSequence& missing = trace_.lane(lane_).missing();
        const std::size_t count = missing.size();
        std::size_t after = missing.first_after(time_);
        if (after < count && missing[after].begin < time_)
            return time_;
        if (after == 0 || missing[after - 1].end <= from)
            return std::nullopt;
        return missing[after - 1].end;
    }

    /// Returns a lane of which records are missing in [from, until].
    std::optional<LaneId> lane_missing_within(std::int64_t from, std::int64_t until) const {
        for (const LaneId lane : lossy_lanes_) {
            const MissingSequence& missing = trace_.lane(lane).missing();
            const std::size_t first = missing.first_after(from);
            if (first < missing.size() && missing[first].begin < until)
                return lane;
        }
        return std::nullopt;
    }

    void add(const PathPiece& piece) {
        if (piece.from < piece.until)
            backwards_.push_back(piece);
    }
    bool begin_with(PathBegin begin, LaneId lane) {
        path_.begin = begin;
        path_.begin_lane = lane;
        return false;
    }

    const Trace& trace_;
    const WaitLinkIndex& links_;
    std::vector<std::size_t> next_link_; ///< by lane: those below are not looked at yet
    std::vector<LaneId> lossy_lanes_;    ///< of which records are missing
    LaneId lane_;
    std::int64_t time_;
    std::deque<PathPiece> backwards_; ///< a vector of millions would be copied again and again as it grows
    CriticalPath path_;
};

} // namespace

std::size_t CriticalPath::piece_at(std::int64_t time) const noexcept {
    const auto after = std::ranges::upper_bound(pieces, time, {}, &PathPiece::from);
    return after == pieces.begin() ? 0 : static_cast<std::size_t>(after - pieces.begin()) - 1;
}

std::optional<PathQuestion> question_of_end(const Trace& trace) {
    std::optional<PathQuestion> question;
    std::int64_t begin = std::numeric_limits<std::int64_t>::max();
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        const Lane& lane = trace.lane(index);
        begin = std::min(begin, lane.begin());
        const std::int64_t end = std::min(lane.end(), trace.time_end());
        if (lane.begin() < end && (!question || end > question->until))
            question = PathQuestion{lane.id(), 0, end};
    }
    if (question)
        question->from = begin;
    return question;
}

std::optional<PathQuestion> question_of_wait(const Trace& trace, const WaitLinkIndex& links, LaneId lane,
                                             std::int64_t time) {
    if (lane >= trace.lane_count())
        return std::nullopt;
    const Lane& waiter = trace.lane(lane);
    std::size_t segment = waiter.segment_at(time);
    const std::size_t count = waiter.segments().size();
    if (segment >= count || !is_in_wait(waiter.segments()[segment]))
        return std::nullopt;
    const AppendOnly<IndexedLink>& all = links.into(lane);
    const std::size_t link = links.first_at(lane, time + 1);
    if (link < all.size() && all[link].has(IndexedLink::ended_wait) && all[link].since <= time)
        return PathQuestion{lane, all[link].since, all[link].effect_time};
    // Nothing tells what ended it: it is what the lane's states say.
    const std::uint16_t object = waiter.segments()[segment].object;
    const auto is_same = [&](std::size_t other) {
        return is_in_wait(waiter.segments()[other]) && waiter.segments()[other].object == object;
    };
    std::size_t after = segment + 1;
    while (after < count && is_same(after))
        ++after;
    while (segment > 0 && is_same(segment - 1))
        --segment;
    const std::int64_t end = after < count ? waiter.segments()[after].begin : trace.time_end();
    return PathQuestion{lane, waiter.segments()[segment].begin, std::min(end, trace.time_end())};
}

CriticalPath critical_path(const Trace& trace, const WaitLinkIndex& links, const PathQuestion& question) {
    return Walk(trace, links, question).walk();
}

} // namespace interleave
