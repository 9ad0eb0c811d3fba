// SPDX-License-Identifier: GPL-3.0-or-later
// Steps through a trace: from event to event of a lane, and from a lane that waits to the lane that it waits
// for. Pure functions.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <optional>

namespace interleave {

/// Returns the lane that `waiter` waits for at `time`: the holder of the object, or the worker to be joined.
/// Returns none if it does not wait, or if no lane is known that could end the wait. `waiter` must be below
/// trace.lane_count().
std::optional<LaneId> owner_of_wait(const Trace& trace, LaneId waiter, std::int64_t time);

/// A lane that waits, and a moment of its wait.
struct StuckLane {
    LaneId lane;
    std::int64_t time; ///< within the wait, or the present of one that goes on
};

/// Returns the lane that was stuck longest: of each lane the last wait counts in which another one held what
/// it waited for. Waits for the end of a lane do not count, because that is what a main lane does all the
/// time. Returns none if nobody waited like this.
std::optional<StuckLane> most_stuck_lane(const Trace& trace);

/// Returns the lane with the longest of all last waits for anything but the end of a lane or a start gate: a
/// message, the others at a barrier, something free that is about to be obtained.
std::optional<StuckLane> longest_waiting_lane(const Trace& trace);

/// Return the time of the lane's first event after `time` and of its last one before, none if there is none.
/// Events of one moment are one step, so that each step changes the time.
std::optional<std::int64_t> next_event_time(const Lane& lane, std::int64_t time);
std::optional<std::int64_t> previous_event_time(const Lane& lane, std::int64_t time);

/// Where in its source a lane was, as its last event tells.
struct LanePlace {
    SiteId site;
    bool is_passed; ///< the lane went on from there without an event, so that it is known only to be after it
};

/// Returns the place at `time`, none before the first event with a place.
std::optional<LanePlace> place_at(const Lane& lane, std::int64_t time);

} // namespace interleave
