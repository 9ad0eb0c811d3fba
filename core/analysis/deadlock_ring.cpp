// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock_ring.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

namespace interleave {

namespace {

using Places = std::unordered_map<std::string, std::size_t>; ///< indices by name

Places lanes_by_name(const Trace& trace) {
    Places places;
    for (std::size_t index = 0; index < trace.lane_count(); ++index)
        places.emplace(trace.lane(index).name(), index);
    return places;
}

Places objects_by_name(const Trace& trace) {
    Places places;
    for (std::size_t index = 0; index < trace.object_count(); ++index)
        places.emplace(trace.object(index).name(), index);
    return places;
}

/// Returns the place of each name of a list; nothing if one is missing.
std::optional<std::vector<std::size_t>> places_of(const NamedValues& ring, const char* key,
                                                  const Places& known) {
    const Value* const value = ring.find(key);
    const Value::List* const names = value != nullptr ? value->list() : nullptr;
    if (names == nullptr)
        return std::nullopt;
    std::vector<std::size_t> places;
    for (const Value& name : *names) {
        const std::string* const text = name.text();
        const auto found = text != nullptr ? known.find(*text) : known.end();
        if (found == known.end())
            return std::nullopt;
        places.push_back(found->second);
    }
    return places;
}

/// Returns when the lane's last wait for this object began, or the lane's begin.
std::int64_t begin_of_wait(const Lane& lane, ObjectId object) {
    for (std::size_t index = lane.segments().size(); index-- > 0;) {
        const Segment& segment = lane.segments()[index];
        const bool waits = segment.object == object && segment.state != LaneState::absent;
        const bool waited_before = index > 0 && lane.segments()[index - 1].object == object;
        if (waits && !waited_before)
            return segment.begin;
    }
    return lane.begin();
}

} // namespace

std::vector<DeadlockRing> deadlock_rings(const Trace& trace, const RunInfo& info) {
    const Value* const outcome = info.outcome.find(deadlock_key);
    const Value::List* const named = outcome != nullptr ? outcome->list() : nullptr;
    if (named == nullptr)
        return {};
    const Places lanes = lanes_by_name(trace);
    const Places objects = objects_by_name(trace);
    std::vector<DeadlockRing> rings;
    for (const Value& value : *named) {
        const NamedValues* const members = value.members();
        if (members == nullptr)
            continue;
        const auto waiters = places_of(*members, "lanes", lanes);
        const auto waited_for = places_of(*members, "objects", objects);
        if (!waiters || !waited_for || waiters->empty() || waiters->size() != waited_for->size())
            continue;
        DeadlockRing ring{{}, trace.lane((*waiters)[0]).begin()};
        for (std::size_t i = 0; i < waiters->size(); ++i) {
            const Lane& waiter = trace.lane((*waiters)[i]);
            const ObjectId object = trace.object((*waited_for)[i]).id();
            ring.links.push_back(
                {waiter.id(), object, trace.lane((*waiters)[(i + 1) % waiters->size()]).id()});
            ring.since = std::max(ring.since, begin_of_wait(waiter, object));
        }
        rings.push_back(std::move(ring));
    }
    return rings;
}

} // namespace interleave
