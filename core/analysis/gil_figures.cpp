// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/gil_figures.h"

#include "core/analysis/gil_walk.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace interleave {

namespace {

/// Fewer acquisitions show no convoy: it is a state that lasts.
constexpr std::uint64_t least_of_convoy = 10;

/// What one lane did with one lock.
struct LaneCount {
    GilLane lane;
    bool is_used = false;
    std::optional<std::int64_t> interval{};
};

/// Counts along one lane. A GilWalk visits it.
class LaneCounter {
public:
    LaneCounter(const Lane& lane, std::size_t places, std::int64_t from, std::int64_t until)
        : from_(from)
        , until_(until)
        , counts_(places, LaneCount{.lane = {.lane = lane.id(), .name = lane.name()}}) {}

    void hold(std::size_t place, const GilHold& hold) {
        LaneCount& count = touched(place, hold.begin, hold.end);
        count.lane.held_ns += within(hold.begin, hold.end);
        if (begins_within(hold.begin))
            count.lane.holds.add(hold.end - hold.begin);
        if (hold.reason && begins_within(hold.end))
            ++count.lane.let_go[static_cast<std::size_t>(*hold.reason)];
    }
    void wait(std::size_t place, const GilWait& wait) {
        LaneCount& count = touched(place, wait.begin, wait.end);
        count.lane.waited_ns += within(wait.begin, wait.end);
        count.lane.acquisitions += wait.obtained && begins_within(wait.end) ? 1U : 0U;
        const bool is_after_call = wait.after == ReleaseReason::blocking_call;
        if (!begins_within(wait.begin))
            return;
        if (wait.begin < wait.end)
            count.lane.waits.add(wait.end - wait.begin);
        if (is_after_call && wait.obtained) {
            count.lane.calls.add(wait.begin - wait.released);
            count.lane.waits_after_calls.add(wait.end - wait.begin);
        }
    }
    void request(std::size_t place, std::int64_t time) {
        if (begins_within(time))
            ++counts_[place].lane.requests;
    }
    void interval(std::size_t place, std::int64_t ns) {
        std::optional<std::int64_t>& least = counts_[place].interval;
        least = least ? std::min(*least, ns) : ns;
    }

    std::vector<LaneCount>& counts() noexcept { return counts_; }

private:
    bool begins_within(std::int64_t time) const noexcept { return time >= from_ && time < until_; }
    std::int64_t within(std::int64_t begin, std::int64_t end) const noexcept {
        return std::max<std::int64_t>(0, std::min(end, until_) - std::max(begin, from_));
    }
    LaneCount& touched(std::size_t place, std::int64_t begin, std::int64_t end) {
        LaneCount& count = counts_[place];
        count.is_used |= begin < until_ && end >= from_;
        return count;
    }

    std::int64_t from_;
    std::int64_t until_;
    std::vector<LaneCount> counts_; ///< by place
};

/// Counts who got the lock after whom, for the lock and for each of its lanes.
void count_hand_overs(const Object& object, std::int64_t from, std::int64_t until, GilFigures& figures) {
    const auto& changes = object.changes();
    const std::size_t count = changes.size();
    LaneId last = no_lane;
    std::unordered_map<LaneId, std::uint64_t*> of_lane;
    for (GilLane& lane : figures.lanes)
        of_lane.emplace(lane.lane, &lane.hand_overs);
    for (std::size_t i = 0; i < count;) {
        for (const ObjectChange& change : changes.contiguous(i, count)) {
            ++i;
            if (change.kind() != EventKind::acquire || !change.held())
                continue;
            if (change.time() >= until)
                return;
            const bool is_counted = change.time() >= from && last != no_lane;
            if (is_counted && change.holder == last)
                ++figures.taken_back;
            if (is_counted && change.holder != last) {
                ++figures.hand_overs;
                if (const auto lane = of_lane.find(change.holder); lane != of_lane.end())
                    ++*lane->second;
            }
            last = change.holder;
        }
    }
}

/// Where it waits after calls it waits about a switch interval, and loses more to that than the calls take.
bool is_convoy_after_calls(const GilLane& lane, std::optional<std::int64_t> interval) {
    return interval && lane.calls.count() >= least_of_convoy && lane.waits.count() >= least_of_convoy &&
           lane.waits.percentile(0.5) >= *interval / 2 &&
           lane.waits_after_calls.total() >= 2 * lane.calls.total();
}

std::optional<GilConvoy> convoy_of(const GilFigures& figures) {
    if (figures.kind == ObjectKind::gil) {
        const GilLane* worst = nullptr;
        for (const GilLane& lane : figures.lanes)
            if (is_convoy_after_calls(lane, figures.interval_ns) &&
                (worst == nullptr || lane.waits_after_calls.total() > worst->waits_after_calls.total()))
                worst = &lane;
        return worst == nullptr ? std::nullopt
                                : std::optional(GilConvoy{GilConvoy::Kind::after_calls, worst->lane});
    }
    // Of all that is taken nine in ten had to wait, and of the time that it is held in nine tenths others
    // wait.
    const bool is_queue = figures.acquisitions >= least_of_convoy &&
                          figures.waits.count() * 10 >= figures.acquisitions * 9 &&
                          figures.wanted_ns * 10 >= figures.held_ns * 9;
    return is_queue ? std::optional(GilConvoy{GilConvoy::Kind::queue}) : std::nullopt;
}

/// Returns from the first begin to the last end of the lanes that used it, within the range; 0 if none did.
std::int64_t span_of(const Trace& trace, const GilFigures& figures, std::int64_t from, std::int64_t until) {
    if (figures.lanes.empty())
        return 0;
    std::int64_t begin = std::numeric_limits<std::int64_t>::max();
    std::int64_t end = std::numeric_limits<std::int64_t>::min();
    for (const GilLane& used : figures.lanes) {
        begin = std::min(begin, trace.lane(used.lane).begin());
        end = std::max(end, std::min(trace.lane(used.lane).end(), trace.time_end()));
    }
    return std::max<std::int64_t>(0, std::min(end, until) - std::max(begin, from));
}

bool was_obtained(const Object& object) {
    return object
               .times_between(std::numeric_limits<std::int64_t>::min() / 4,
                              std::numeric_limits<std::int64_t>::max() / 4)
               .obtained > 0;
}

} // namespace

const char* name_of(ReleaseReason reason) noexcept {
    switch (reason) {
    case ReleaseReason::voluntary:
        break;
    case ReleaseReason::forced:
        return "forced";
    case ReleaseReason::blocking_call:
        return "blocking_call";
    case ReleaseReason::last:
        return "last";
    }
    return "voluntary";
}

std::vector<GilFigures> gil_figures(const Trace& trace, const std::vector<ObjectId>& objects,
                                    std::int64_t from, std::int64_t until) {
    if (objects.empty())
        return {};
    const std::int64_t now = trace.time_end();
    const GilPlaces places(trace, objects);
    std::vector<std::vector<LaneCount>> counts(objects.size()); // by object, in the order of start
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        LaneCounter counter(trace.lane(index), objects.size(), from, until);
        GilWalk(trace.lane(index), places, counter).walk(now);
        for (std::size_t place = 0; place < objects.size(); ++place)
            if (counter.counts()[place].is_used)
                counts[place].push_back(std::move(counter.counts()[place]));
    }
    std::vector<GilFigures> all;
    for (std::size_t place = 0; place < objects.size(); ++place) {
        const Object* const object = trace.find_object(objects[place]);
        if (object == nullptr)
            continue;
        GilFigures& figures = all.emplace_back(GilFigures{object->id(), object->name(), object->kind()});
        const ObjectTimes times = object->times_between(from, std::min(until, now));
        figures.held_ns = times.held;
        figures.wanted_ns = times.contended_held;
        for (LaneCount& count : counts[place]) {
            if (count.interval)
                figures.interval_ns =
                    figures.interval_ns ? std::min(*figures.interval_ns, *count.interval) : count.interval;
            const GilLane& lane = figures.lanes.emplace_back(std::move(count.lane));
            figures.acquisitions += lane.acquisitions;
            figures.requests += lane.requests;
            figures.holds.add(lane.holds);
            figures.waits.add(lane.waits);
            for (std::size_t reason = 0; reason < release_reasons; ++reason)
                figures.let_go[reason] += lane.let_go[reason];
        }
        figures.span_ns = span_of(trace, figures, from, until);
        count_hand_overs(*object, from, until, figures);
        figures.convoy = convoy_of(figures);
    }
    return all;
}

std::vector<ObjectId> used_gils(const Trace& trace) {
    std::vector<ObjectId> gils;
    for (std::size_t index = 0; index < trace.object_count(); ++index)
        if (trace.object(index).kind() == ObjectKind::gil && was_obtained(trace.object(index)))
            gils.push_back(trace.object(index).id());
    return gils;
}

std::vector<ObjectId> used_locks(const Trace& trace) {
    struct Used {
        bool is_gil;
        std::int64_t waited;
        ObjectId id;
    };
    std::vector<Used> used;
    for (std::size_t index = 0; index < trace.object_count(); ++index) {
        const Object& object = trace.object(index);
        if (!is_lock(object.kind()) || object.changes().empty())
            continue;
        const ObjectTimes times =
            object.times_between(std::numeric_limits<std::int64_t>::min() / 4, trace.time_end());
        used.push_back({object.kind() == ObjectKind::gil, times.waited, object.id()});
    }
    std::ranges::stable_sort(used, [](const Used& a, const Used& b) {
        return a.is_gil != b.is_gil ? a.is_gil : a.waited > b.waited;
    });
    std::vector<ObjectId> ids;
    for (const Used& one : used)
        ids.push_back(one.id);
    return ids;
}

} // namespace interleave
