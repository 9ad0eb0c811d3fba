// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/resource_graph.h"

#include "core/analysis/deadlock_text.h"
#include "core/analysis/object_name.h"
#include "core/analysis/site_text.h"
#include "core/analysis/trace_walk.h"
#include "core/trace/object.h"

#include <algorithm>
#include <map>
#include <set>

namespace interleave {

namespace {

/// So many events of a lane are read backwards to find where it began to wait, or acquired what it holds.
constexpr std::size_t most_events_of_lane = 10'000;
constexpr std::size_t most_events_of_graph = 1'000'000;

class Builder {
public:
    Builder(const Trace& trace, std::int64_t time) : trace_(trace), time_(time) {}

    ResourceRequest request_of(const WaitingLane& waiting) {
        ResourceRequest request{waiting.lane, waiting.object, waiting.since, 0, waiting.timed};
        look_back(waiting.lane, [&](const Event& event) {
            if (event.kind != EventKind::wait_begin)
                return event.kind != EventKind::acquire || event.object != waiting.object;
            if (event.object == waiting.object) {
                request.since = event.time;
                request.site = event.site;
            }
            return false;
        });
        return request;
    }

    ResourceAssignment assignment_of(ObjectId object, LaneId lane) {
        ResourceAssignment assignment{object, lane, time_, 0};
        look_back(lane, [&](const Event& event) {
            if (event.object != object || event.kind != EventKind::acquire)
                return true;
            assignment.since = event.time;
            assignment.site = event.site;
            return false;
        });
        return assignment;
    }

private:
    /// Calls visit(event) for the events until the moment, the last one first, while it returns true.
    template <typename Visit>
    void look_back(LaneId lane, Visit&& visit) {
        const EventSequence& events = trace_.lane(lane).events();
        std::size_t left = std::min(most_events_of_lane, events_left_);
        events.backwards(events.first_at(time_ + 1), [&](const Event& event) {
            if (left == 0)
                return false;
            --left;
            --events_left_;
            return visit(event);
        });
    }

    const Trace& trace_;
    std::int64_t time_;
    std::size_t events_left_ = most_events_of_graph;
};

/// Returns the holders of each object that can be held: of what is waited for all that are known, of what is
/// not the latest.
std::map<ObjectId, std::set<LaneId>> holders_at(const Trace& trace, std::int64_t time,
                                                const std::vector<WaitingLane>& waiting) {
    std::map<ObjectId, std::set<LaneId>> holders;
    for (std::size_t index = 0; index < trace.object_count(); ++index) {
        const Object& object = trace.object(index);
        if (!can_be_held(object.kind()))
            continue;
        const std::size_t change = object.change_at(time);
        if (change != nowhere && object.changes()[change].held() &&
            object.changes()[change].holder < trace.lane_count())
            holders[object.id()].insert(object.changes()[change].holder);
    }
    for (const WaitingLane& lane : waiting) {
        const Object* const object = trace.find_object(lane.object);
        if (object != nullptr && can_be_held(object->kind()))
            holders[lane.object].insert(lane.waits_for.begin(), lane.waits_for.end());
    }
    return holders;
}

} // namespace

ResourceGraph resource_graph(const Trace& trace, std::int64_t time, std::int64_t quiet_ns) {
    ResourceGraph graph;
    graph.time = time;
    const std::vector<WaitingLane> waiting = wait_for_graph(trace, time);
    Builder builder(trace, time);
    for (const WaitingLane& lane : waiting)
        graph.requests.push_back(builder.request_of(lane));
    for (const auto& [object, lanes] : holders_at(trace, time, waiting))
        for (const LaneId lane : lanes)
            graph.assignments.push_back(builder.assignment_of(object, lane));
    graph.rings = find_deadlocks(trace, time, quiet_ns);
    for (const WaitCycle& ring : graph.rings) {
        for (std::size_t i = 0; i < ring.lanes.size(); ++i) {
            const WaitingLane& waiter = ring.lanes[i];
            const LaneId holder = ring.lanes[(i + 1) % ring.lanes.size()].lane;
            for (ResourceRequest& request : graph.requests)
                request.in_ring |= request.lane == waiter.lane && request.object == waiter.object;
            for (ResourceAssignment& assignment : graph.assignments)
                assignment.in_ring |= assignment.object == waiter.object && assignment.lane == holder;
        }
    }
    return graph;
}

std::int64_t moment_of_interest(const Trace& trace, bool is_over) {
    if (!is_over)
        return trace.time_end();
    if (const auto stuck = most_stuck_lane(trace))
        return stuck->time;
    const auto waiting = longest_waiting_lane(trace);
    return waiting ? waiting->time : trace.time_end();
}

std::vector<std::string> ring_texts(const Trace& trace, const ResourceGraph& graph) {
    std::vector<std::string> texts;
    for (const WaitCycle& ring : graph.rings) {
        std::vector<RingStep> steps;
        for (const WaitingLane& waiter : ring.lanes) {
            const auto request = std::ranges::find(graph.requests, waiter.lane, &ResourceRequest::lane);
            const Object* const object = trace.find_object(waiter.object);
            steps.push_back(
                {trace.lane(waiter.lane).name(), object_name(trace, waiter.object, "?"),
                 request == graph.requests.end() ? std::string() : site_text(trace, request->site),
                 object != nullptr && object->kind() == ObjectKind::worker});
        }
        texts.push_back(ring_text(steps));
    }
    return texts;
}

} // namespace interleave
