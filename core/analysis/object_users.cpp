// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/object_users.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t events_at_once = 4'096;

bool uses(const Lane& lane, ObjectId object) {
    const std::size_t count = lane.events().size();
    bool found = false;
    for (std::size_t first = 0; first < count && !found; first += events_at_once)
        lane.events().for_each(first, std::min(count, first + events_at_once),
                               [&](const Event& event) { found = found || event.object == object; });
    return found;
}

} // namespace

std::vector<LaneId> users_of(const Trace& trace, ObjectId object) {
    std::vector<LaneId> users;
    for (std::size_t index = 0; index < trace.lane_count(); ++index)
        if (uses(trace.lane(index), object))
            users.push_back(trace.lane(index).id());
    return users;
}

bool has_waited(const Trace& trace, const Lane& lane) {
    if (lane.begin() >= trace.time_end())
        return false;
    const StateTimes times = lane.times_between(lane.begin(), trace.time_end());
    for (std::size_t state = 0; state < state_count; ++state) {
        const auto which = static_cast<LaneState>(state);
        const bool counts =
            is_wait(which) && which != LaneState::waiting_start && which != LaneState::waiting_join;
        if (counts && times[state] > 0)
            return true;
    }
    return false;
}

} // namespace interleave
