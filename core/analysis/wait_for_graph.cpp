// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_for_graph.h"

#include <algorithm>
#include <map>
#include <optional>

namespace interleave {

namespace {

/// At most this many events are read backwards to find whether a lane holds an object that several can hold.
constexpr std::size_t most_events_back = 10'000;

bool is_inside(const Lane& lane, ObjectId object, std::int64_t time) {
    bool inside = false;
    std::size_t examined = 0;
    lane.events().backwards(lane.events().first_at(time + 1), [&](const Event& event) {
        const bool decides =
            event.object == object && (event.kind == EventKind::acquire || event.kind == EventKind::release);
        inside = decides && event.kind == EventKind::acquire;
        return !decides && ++examined < most_events_back;
    });
    return inside;
}

std::vector<LaneId> lanes_that_can_end_wait(const Trace& trace, const Object& object, std::int64_t time) {
    std::vector<LaneId> lanes;
    if (object.kind() == ObjectKind::worker) {
        for (std::size_t i = 0; i < trace.lane_count(); ++i) {
            const Lane& lane = trace.lane(i);
            if (lane.worker() == object.id() && lane.begin() <= time && time < lane.end())
                lanes.push_back(lane.id());
        }
        return lanes;
    }
    const std::size_t change = object.change_at(time);
    if (change == nowhere || !can_be_held(object.kind()))
        return lanes;
    const ObjectChange& now = object.changes()[change];
    if (!now.several_holders()) {
        if (now.held())
            lanes.push_back(now.holder);
        return lanes;
    }
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        if (is_inside(trace.lane(i), object.id(), time))
            lanes.push_back(trace.lane(i).id());
    }
    return lanes;
}

bool waits_with_deadline(const Lane& lane, ObjectId object, std::int64_t time) {
    bool timed = false;
    lane.events().backwards(lane.events().first_at(time + 1), [&](const Event& event) {
        if (event.kind != EventKind::wait_begin)
            return true;
        timed = event.object == object && (event.detail & wait_is_timed) != 0;
        return false;
    });
    return timed;
}

std::optional<WaitingLane> waiting(const Trace& trace, const Lane& lane, std::int64_t time) {
    const std::size_t at = lane.segment_at(time, lane.segments().size());
    if (at == nowhere)
        return std::nullopt;
    const Segment& segment = lane.segments()[at];
    const bool in_a_wait = is_wait(segment.state) || (segment.flags & in_wait) != 0;
    const Object* const object = trace.find_object(segment.object);
    if (!in_a_wait || object == nullptr)
        return std::nullopt;
    WaitingLane result{lane.id(), object->id(), segment.begin, is_wait(segment.state),
                       waits_with_deadline(lane, object->id(), time)};
    result.waits_for = lanes_that_can_end_wait(trace, *object, time);
    return result;
}

/// Any lane may release a semaphore, even one that never acquired it. So a wait for a semaphore is a deadlock
/// only when no other lane can continue.
void add_lanes_that_can_release(WaitingLane& waiter, const Trace& trace, std::int64_t time) {
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        const Lane& lane = trace.lane(i);
        const auto& known = waiter.waits_for;
        const bool lives = lane.begin() <= time && time < lane.end();
        if (lives && lane.id() != waiter.lane &&
            std::find(known.begin(), known.end(), lane.id()) == known.end())
            waiter.waits_for.push_back(lane.id());
    }
}

} // namespace

std::vector<WaitingLane> wait_for_graph(const Trace& trace, std::int64_t time) {
    std::vector<WaitingLane> graph;
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        if (auto waiter = waiting(trace, trace.lane(i), time))
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
    // A lane that waits for one that can continue is not stuck. Such lanes are removed until none is left.
    const auto can_continue = [&](const auto& entry) {
        const auto& awaited = entry.second->waits_for;
        return std::any_of(awaited.begin(), awaited.end(),
                           [&](LaneId lane) { return !stuck.contains(lane); });
    };
    for (auto found = std::find_if(stuck.begin(), stuck.end(), can_continue); found != stuck.end();
         found = std::find_if(stuck.begin(), stuck.end(), can_continue))
        stuck.erase(found);

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
