// SPDX-License-Identifier: GPL-3.0-or-later
// Walking through a trace: from event to event of a lane, and from a lane that waits to the lane that it
// waits for. Pure functions.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <optional>

namespace interleave {

/// The lane that `waiter` waits for at `time`: the holder of the object, or the worker to be joined. Nothing
/// if it does not wait, or if nobody is known whose action would end the wait. `waiter` below
/// trace.lane_count().
std::optional<LaneId> owner_of_wait(const Trace& trace, LaneId waiter, std::int64_t time);

/// Time of the lane's first event after `time`, or of its last one before; nothing if there is none. Events
/// of one moment are one step, so that each step gets on.
std::optional<std::int64_t> next_event_time(const Lane& lane, std::int64_t time);
std::optional<std::int64_t> previous_event_time(const Lane& lane, std::int64_t time);

} // namespace interleave
