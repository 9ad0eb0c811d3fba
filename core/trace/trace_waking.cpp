// SPDX-License-Identifier: GPL-3.0-or-later
// Which lanes an event lets go on, as far as it is known.
#include "core/trace/lane_appender.h"
#include "core/trace/trace.h"

namespace interleave {

/// Wakes the lanes that the event lets go on, as far as it is known which they are.
void Trace::apply_wake(const TimedRecord& record, std::size_t index) {
    const auto object = static_cast<std::uint16_t>(record.object);
    const ObjectMachine& machine = object_machines_[index];
    switch (record.kind) {
    case EventKind::acquire:
        // Who had to drop the GIL waits until another lane takes it.
        if (objects_[index]->kind() == ObjectKind::gil)
            wake_forced_waiter(record.time, object);
        return;
    case EventKind::wake:
        wake(record.value, record.time, object);
        return;
    case EventKind::notify:
        if (record.value == 0)
            return;
        if (record.detail != 0)
            wake(record.detail - 1U, record.time, object);
        else if (record.value == 1)
            wake_only_waiter(machine, record.time, object);
        else if (objects_[index]->kind() != ObjectKind::condition) // of which each has a record of its own
            wake_all(record.time, object);
        return;
    case EventKind::completed:
        wake_all(record.time, object);
        return;
    case EventKind::release:
        if (record.value != woken::one_of_those_that_wait) {
            if (record.value != woken::nobody)
                wake(record.value - 1, record.time, object);
            return;
        }
        break;
    case EventKind::send:
    case EventKind::receive:
        if (record.detail != wakes_a_waiter)
            return;
        break;
    default:
        return;
    }
    wake_only_waiter(machine, record.time, object);
}

void Trace::wake(std::size_t lane, std::int64_t time, std::uint16_t object) {
    if (lane < lane_machines_.size())
        lane_machines_[lane].wake(time, object, LaneAppender(*this, lane));
}

/// One of those that wait is woken. A lane that misses records may be another one that waits.
void Trace::wake_only_waiter(const ObjectMachine& machine, std::int64_t time, std::uint16_t object) {
    if (losing_lanes_ == 0)
        wake(machine.only_waiter(), time, object);
}

void Trace::wake_all(std::int64_t time, std::uint16_t object) {
    for (std::size_t lane = 0; lane < lane_machines_.size(); ++lane)
        lane_machines_[lane].wake(time, object, LaneAppender(*this, lane));
}

void Trace::wake_forced_waiter(std::int64_t time, std::uint16_t gil) {
    std::size_t found = no_lane;
    for (std::size_t lane = 0; lane < lane_machines_.size(); ++lane) {
        if (!lane_machines_[lane].is_in_forced_wait(gil))
            continue;
        if (found != no_lane)
            return; // one of them, and it is not known which
        found = lane;
    }
    wake(found, time, gil);
}

void Trace::wake_joiners(const Lane& lane, std::int64_t time) {
    if (lane.worker() != no_object)
        wake_all(time, static_cast<std::uint16_t>(lane.worker()));
}

} // namespace interleave
