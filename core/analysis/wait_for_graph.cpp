// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_for_graph.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace interleave {

namespace {

/// At most this many events of a lane are read backwards to find whether it holds an object that several can
/// hold, or how its wait began.
constexpr std::size_t most_events_back = 10'000;
/// At most this many are read for one graph, so that a thousand lanes which wait for each other cannot keep
/// its reader busy for minutes.
constexpr std::size_t most_events_in_all = 2'000'000;

/// Builds the graph of one moment.
class GraphBuilder {
public:
    GraphBuilder(const Trace& trace, std::int64_t time) noexcept : trace_(trace), time_(time) {}

    /// Returns the lane as a waiting one, nullopt if it does not wait.
    std::optional<WaitingLane> waiting(const Lane& lane);

private:
    /// Calls visit(event) for the events of a lane until the time, the last one first, while it returns true.
    /// Returns false if it read as many as it may.
    template <typename Visit>
    bool look_back(const Lane& lane, Visit&& visit) {
        std::size_t left = std::min(most_events_back, events_left_);
        lane.events().backwards(lane.events().first_at(time_ + 1), [&](const Event& event) {
            if (left == 0)
                return false;
            --left;
            --events_left_;
            return visit(event);
        });
        return left > 0;
    }
    bool is_inside(const Lane& lane, ObjectId object);
    bool waits_with_deadline(const Lane& lane, ObjectId object);
    const std::vector<LaneId>& lanes_that_can_end_wait(const Object& object);
    std::vector<LaneId> find_lanes_that_can_end_wait(const Object& object);

    const Trace& trace_;
    std::int64_t time_;
    std::size_t events_left_ = most_events_in_all;
    std::unordered_map<ObjectId, std::vector<LaneId>> ends_wait_for_; ///< by object, as many lanes may wait
};

bool GraphBuilder::is_inside(const Lane& lane, ObjectId object) {
    bool inside = false;
    look_back(lane, [&](const Event& event) {
        const bool decides =
            event.object == object && (event.kind == EventKind::acquire || event.kind == EventKind::release);
        inside = decides && event.kind == EventKind::acquire;
        return !decides;
    });
    return inside;
}

/// A wait whose begin is too far back counts as one that ends by itself, because nothing is known of it.
bool GraphBuilder::waits_with_deadline(const Lane& lane, ObjectId object) {
    bool timed = false;
    const bool known = look_back(lane, [&](const Event& event) {
        if (event.kind != EventKind::wait_begin)
            return true;
        timed = event.object == object && (event.detail & wait_is_timed) != 0;
        return false;
    });
    return timed || !known;
}

const std::vector<LaneId>& GraphBuilder::lanes_that_can_end_wait(const Object& object) {
    const auto [entry, is_new] = ends_wait_for_.try_emplace(object.id());
    if (is_new)
        entry->second = find_lanes_that_can_end_wait(object);
    return entry->second;
}

/// Returns no lane if they cannot be told.
std::vector<LaneId> GraphBuilder::find_lanes_that_can_end_wait(const Object& object) {
    std::vector<LaneId> lanes;
    if (object.kind() == ObjectKind::worker) {
        for (std::size_t i = 0; i < trace_.lane_count(); ++i) {
            const Lane& lane = trace_.lane(i);
            if (lane.worker() == object.id() && lane.begin() <= time_ && time_ < lane.end())
                lanes.push_back(lane.id());
        }
        return lanes;
    }
    const std::size_t change = object.change_at(time_);
    if (change == nowhere || !can_be_held(object.kind()))
        return lanes;
    const ObjectChange& now = object.changes()[change];
    if (!now.several_holders()) {
        if (now.held())
            lanes.push_back(now.holder);
        return lanes;
    }
    for (std::size_t i = 0; i < trace_.lane_count(); ++i) {
        if (is_inside(trace_.lane(i), object.id()))
            lanes.push_back(trace_.lane(i).id());
    }
    // One that was not found could be the one that continues.
    return events_left_ > 0 ? lanes : std::vector<LaneId>();
}

std::optional<WaitingLane> GraphBuilder::waiting(const Lane& lane) {
    const std::size_t at = lane.segment_at(time_, lane.segments().size());
    if (at == nowhere)
        return std::nullopt;
    const Segment& segment = lane.segments()[at];
    const bool in_a_wait = is_wait(segment.state) || (segment.flags & in_wait) != 0;
    const Object* const object = trace_.find_object(segment.object);
    if (!in_a_wait || object == nullptr)
        return std::nullopt;
    WaitingLane result{lane.id(), object->id(), segment.begin, is_wait(segment.state),
                       waits_with_deadline(lane, object->id())};
    result.waits_for = lanes_that_can_end_wait(*object);
    return result;
}

/// Any lane may release a semaphore, even one that never acquired it. So a wait for a semaphore is a deadlock
/// only when no other lane can continue.
void add_lanes_that_can_release(WaitingLane& waiter, const Trace& trace, std::int64_t time) {
    const std::set<LaneId> known(waiter.waits_for.begin(), waiter.waits_for.end());
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        const Lane& lane = trace.lane(i);
        const bool lives = lane.begin() <= time && time < lane.end();
        if (lives && lane.id() != waiter.lane && !known.contains(lane.id()))
            waiter.waits_for.push_back(lane.id());
    }
}

} // namespace

std::vector<WaitingLane> wait_for_graph(const Trace& trace, std::int64_t time) {
    std::vector<WaitingLane> graph;
    GraphBuilder builder(trace, time);
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        if (auto waiter = builder.waiting(trace.lane(i)))
            graph.push_back(std::move(*waiter));
    }
    return graph;
}

std::vector<WaitCycle> find_cycles(const std::vector<WaitingLane>& graph) {
    std::map<LaneId, const WaitingLane*> stuck;
    for (const WaitingLane& waiter : graph) {
        if (!waiter.timed && !waiter.waits_for.empty())
            stuck[waiter.lane] = &waiter;
    }
    // A lane that waits for one that can continue is not stuck, and neither is who waits for it.
    std::map<LaneId, std::vector<LaneId>> waiters; // by the lane that they wait for
    std::vector<LaneId> free_lanes;
    for (const auto& [lane, waiter] : stuck) {
        for (const LaneId awaited : waiter->waits_for) {
            if (stuck.contains(awaited))
                waiters[awaited].push_back(lane);
            else if (free_lanes.empty() || free_lanes.back() != lane)
                free_lanes.push_back(lane);
        }
    }
    while (!free_lanes.empty()) {
        const LaneId lane = free_lanes.back();
        free_lanes.pop_back();
        if (stuck.erase(lane) == 0)
            continue;
        const std::vector<LaneId>& freed = waiters[lane];
        free_lanes.insert(free_lanes.end(), freed.begin(), freed.end());
    }

    // Now each lane waits for another stuck one, so every walk ends in a cycle. Each cycle is added once.
    std::vector<WaitCycle> cycles;
    std::map<LaneId, std::size_t> walk_of;
    std::size_t walk = 0;
    for (const auto& [start, unused] : stuck) {
        ++walk;
        LaneId lane = start;
        while (!walk_of.contains(lane)) {
            walk_of[lane] = walk;
            lane = stuck.at(lane)->waits_for.front();
        }
        if (walk_of.at(lane) != walk)
            continue; // an earlier walk has been here
        WaitCycle cycle;
        const LaneId first = lane;
        do {
            cycle.lanes.push_back(*stuck.at(lane));
            lane = stuck.at(lane)->waits_for.front();
        } while (lane != first);
        cycles.push_back(std::move(cycle));
    }
    return cycles;
}

std::vector<WaitCycle> find_deadlocks(const Trace& trace, std::int64_t time, std::int64_t quiet_ns) {
    std::vector<WaitingLane> graph = wait_for_graph(trace, time);
    std::erase_if(
        graph, [&](const WaitingLane& waiter) { return !waiter.blocked || time - waiter.since < quiet_ns; });
    for (WaitingLane& waiter : graph) {
        if (trace.find_object(waiter.object)->kind() == ObjectKind::semaphore)
            add_lanes_that_can_release(waiter, trace, time);
    }
    return find_cycles(graph);
}

} // namespace interleave
