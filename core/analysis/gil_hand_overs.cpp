// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/gil_hand_overs.h"

#include "core/analysis/gil_walk.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

/// Fills in what the lane's own record of the release says.
void look_up_release(const Trace& trace, ObjectId object, HandOver& hand_over) {
    const EventSequence& events = trace.lane(hand_over.from).events();
    const std::size_t count = events.size();
    for (std::size_t i = events.first_at(hand_over.released); i < count; ++i) {
        const Event event = events[i];
        if (event.time != hand_over.released)
            return;
        if (event.kind != EventKind::release || event.object != object)
            continue;
        if (event.detail <= to_detail(ReleaseReason::last))
            hand_over.reason = static_cast<ReleaseReason>(event.detail);
        hand_over.site = event.site;
        return;
    }
}

/// Calls `visit(HandOver)` for each of those that were completed in [from, until), without what the lane's
/// own record says.
template <typename Visit>
void walk_hand_overs(const Object& object, std::int64_t from, std::int64_t until, Visit&& visit) {
    const auto& changes = object.changes();
    const std::size_t count = changes.size();
    LaneId last = no_lane;
    std::int64_t released = 0;
    for (std::size_t i = 0; i < count;) {
        for (const ObjectChange& change : changes.contiguous(i, count)) {
            ++i;
            if (change.time() >= until)
                return;
            if (change.kind() == EventKind::release)
                released = change.time();
            if (change.kind() != EventKind::acquire || !change.held())
                continue;
            if (last != no_lane && last != change.holder && change.time() >= from)
                visit(HandOver{released, change.time(), last, change.holder, std::nullopt});
            last = change.holder;
        }
    }
}

/// Adds the stretches of one lane to its columns. A GilWalk visits it.
class ColumnFiller {
public:
    ColumnFiller(LaneId lane, std::int64_t from, std::int64_t until, std::size_t count)
        : from_(static_cast<double>(from))
        , column_(std::max(1.0, static_cast<double>(until) - static_cast<double>(from)) /
                  static_cast<double>(count))
        , columns_{lane, std::vector<float>(count), std::vector<float>(count)} {}

    void hold(std::size_t, const GilHold& hold) { add(columns_.held, hold.begin, hold.end); }
    void wait(std::size_t, const GilWait& wait) { add(columns_.waited, wait.begin, wait.end); }
    void request(std::size_t, std::int64_t) {}
    void interval(std::size_t, std::int64_t) {}

    bool is_used() const noexcept { return is_used_; }
    GilLaneColumns take() { return std::move(columns_); }

private:
    void add(std::vector<float>& shares, std::int64_t begin, std::int64_t end) {
        const auto count = static_cast<double>(shares.size());
        const double first = std::max(0.0, (static_cast<double>(begin) - from_) / column_);
        const double last = std::min(count, (static_cast<double>(end) - from_) / column_);
        if (first >= last)
            return;
        is_used_ = true;
        for (double at = first; at < last;) {
            const double edge = std::min(last, std::floor(at) + 1);
            shares[static_cast<std::size_t>(at)] += static_cast<float>(edge - at);
            at = edge;
        }
    }

    double from_;
    double column_; ///< ns
    GilLaneColumns columns_;
    bool is_used_ = false;
};

} // namespace

void for_each_hand_over(const Trace& trace, ObjectId id, std::int64_t from, std::int64_t until,
                        const std::function<void(const HandOver&)>& visit) {
    if (const Object* const object = trace.find_object(id))
        walk_hand_overs(*object, from, until, [&](HandOver hand_over) {
            look_up_release(trace, id, hand_over);
            visit(hand_over);
        });
}

HandOvers hand_overs(const Trace& trace, ObjectId id, std::int64_t from, std::int64_t until,
                     std::size_t most) {
    HandOvers found;
    if (const Object* const object = trace.find_object(id))
        walk_hand_overs(*object, from, until, [&](HandOver hand_over) {
            ++found.all;
            if (found.list.size() == most)
                return;
            look_up_release(trace, id, hand_over);
            found.list.push_back(hand_over);
        });
    return found;
}

std::vector<GilLaneColumns> gil_columns(const Trace& trace, ObjectId object, std::int64_t from,
                                        std::int64_t until, std::size_t count) {
    const GilPlaces places(trace, {object});
    const std::int64_t now = trace.time_end();
    std::vector<GilLaneColumns> lanes;
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        ColumnFiller filler(trace.lane(index).id(), from, until, count);
        GilWalk(trace.lane(index), places, filler).walk(now);
        if (filler.is_used())
            lanes.push_back(filler.take());
    }
    return lanes;
}

} // namespace interleave
