// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_analysis.h"

#include "core/analysis/failed_try.h"
#include "core/analysis/level_sums.h"
#include "core/event/acquire_detail.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

namespace {

/// Returns how much of [begin, end) lies in [from, …).
std::int64_t part_from(std::int64_t from, std::int64_t begin, std::int64_t end) noexcept {
    return std::max<std::int64_t>(0, end - std::max(begin, from));
}

bool is_shared_wait(const Event& event) noexcept {
    return (event.detail & ~wait_is_timed) == to_detail(WaitDetail::shared);
}

} // namespace

struct WaitAnalysis::ObjectState {
    ObjectState(const Object& object, std::int64_t from)
        : kind(object.kind())
        , holders(kind != ObjectKind::shared_mutex)
        , length(from)
        , holding(from) {
        told.object = object.id();
    }

    ObjectKind kind;
    ObjectWaits told; ///< without blames and mean length
    BlameTable blames;
    LockHolders holders;                         ///< of a lock
    std::optional<std::int64_t> gathering_since; ///< of a barrier: somebody waits since the last opening

    LevelSums length;  ///< of a queue; of a semaphore its free permits
    LevelSums holding; ///< readers of a read-write lock, permits that are taken

    // The parts of one wait by place, all 0 but while one is counted.
    std::vector<std::int64_t> parts;
    std::vector<BlameTable::Place> places_of_parts;
};

WaitAnalysis::WaitAnalysis(const Trace& trace, std::int64_t from)
    : trace_(trace)
    , from_(std::clamp(from, -latest_time, latest_time))
    , links_(trace)
    , lanes_(max_lanes)
    , held_(max_lanes)
    , objects_(max_objects + 1) {}

WaitAnalysis::~WaitAnalysis() = default;

/// Returns nullptr for what no lane can wait for.
WaitAnalysis::ObjectState* WaitAnalysis::state_of(ObjectId id) {
    if (id >= objects_.size())
        return nullptr;
    if (objects_[id] == nullptr) {
        const Object* const object = trace_.find_object(id);
        if (object == nullptr || !can_be_waited_for(object->kind()))
            return nullptr;
        objects_[id] = std::make_unique<ObjectState>(*object, from_);
    }
    return objects_[id].get();
}

void WaitAnalysis::take(const MergedRecord& record) {
    const std::optional<WaitLink> link = links_.take(record);
    // Beyond the bounds of times a file says nonsense, and differences could overflow.
    const std::int64_t time = record.event.time;
    if (record.lane >= lanes_.size() || time < -latest_time || time > latest_time)
        return;
    switch (record.event.kind) {
    case EventKind::wait_begin:
        begin_wait(record);
        break;
    case EventKind::acquire: {
        const WaitingLane wait = lanes_[record.lane];
        end_wait(record, link ? &*link : nullptr);
        acquire(record, wait);
        break;
    }
    case EventKind::release:
        end_wait(record, nullptr);
        release(record);
        break;
    case EventKind::holds:
        take_held_often(record);
        break;
    case EventKind::send:
    case EventKind::receive:
        end_wait(record, link ? &*link : nullptr);
        take_message(record);
        break;
    case EventKind::wait_end:
    case EventKind::joined:
        end_wait(record, link ? &*link : nullptr);
        break;
    case EventKind::sleep_begin:
    case EventKind::sleep_end:
    case EventKind::io_begin:
    case EventKind::io_end:
    case EventKind::forced_wait_begin:
    case EventKind::forced_wait_end:
    case EventKind::lane_end:
    case EventKind::fatal_signal:
        leave(record.lane, time, BlameTable::not_ended);
        break;
    case EventKind::records_lost:
        lose_records(record);
        break;
    case EventKind::notify:
        take_notification(record);
        break;
    case EventKind::set_value:
        set_length(record);
        break;
    default:
        break;
    }
}

void WaitAnalysis::begin_wait(const MergedRecord& record) {
    const Event& event = record.event;
    leave(record.lane, event.time, BlameTable::not_ended);
    ObjectState* const state = state_of(event.object);
    if (state == nullptr)
        return;
    lanes_[record.lane] = {event.object, event.time, event.site, is_shared_wait(event)};
    state->holders.waiter_came(event.time);
    if (!state->gathering_since)
        state->gathering_since = event.time;
    if (state->holders.should_drop())
        drop_past_holders(*state);
}

/// Ends the lane's wait if it was for this record's object.
void WaitAnalysis::end_wait(const MergedRecord& record, const WaitLink* link) {
    const Event& event = record.event;
    const WaitingLane wait = lanes_[record.lane];
    if (wait.object == no_object || wait.object != event.object)
        return;
    ObjectState& state = *objects_[wait.object];
    const auto outcome =
        event.kind == EventKind::wait_end ? static_cast<WaitOutcome>(event.detail) : WaitOutcome::satisfied;
    const bool is_counted_wait = is_counted(event.time);
    if (outcome == WaitOutcome::timed_out)
        state.told.timed_out += is_counted_wait ? 1 : 0;
    else if (outcome != WaitOutcome::satisfied)
        state.told.given_up += is_counted_wait ? 1 : 0;
    if (!is_failed_try(event, wait.since))
        count_wait(state, record.lane, wait,
                   {event.time, link,
                    outcome == WaitOutcome::satisfied ? BlameTable::unknown : BlameTable::not_ended});
    stop_waiting(state, record.lane);
}

/// Ends the lane's wait, if it waits, without a record that does.
void WaitAnalysis::leave(LaneId lane, std::int64_t time, BlameTable::Place because) {
    const WaitingLane wait = lanes_[lane];
    if (wait.object == no_object)
        return;
    ObjectState& state = *objects_[wait.object];
    count_wait(state, lane, wait, {time, nullptr, because});
    stop_waiting(state, lane);
}

void WaitAnalysis::stop_waiting(ObjectState& state, LaneId lane) {
    lanes_[lane] = {};
    state.holders.waiter_left();
    if (!state.holders.has_waiters())
        state.gathering_since.reset();
}

void WaitAnalysis::count_wait(ObjectState& state, LaneId lane, const WaitingLane& wait,
                              const WaitEnd& end) const {
    if (end.time < from_ || end.time < wait.since)
        return;
    const std::int64_t ns = part_from(from_, wait.since, end.time);
    (wait.is_shared ? state.told.reader_waits : state.told.waits).add(ns);
    if (is_lock(state.kind)) {
        count_parts(state, lane, wait, end.time);
        return;
    }
    const BlameTable::Place blamed = end.link != nullptr && end.link->object == wait.object
                                         ? state.blames.place_of(end.link->cause.lane, end.link->cause.site)
                                         : end.otherwise;
    state.blames.add(state.blames.place_of(lane, wait.site), blamed, ns, {wait.since, end.time});
}

/// Puts each part of a wait for a lock down to who held it then.
void WaitAnalysis::count_parts(ObjectState& state, LaneId lane, const WaitingLane& wait,
                               std::int64_t end) const {
    const BlameTable::Place waiter = state.blames.place_of(lane, wait.site);
    state.parts.resize(state.blames.place_count());
    state.holders.for_each_part(std::max(wait.since, from_), end,
                                [&](BlameTable::Place place, std::int64_t ns, bool by_readers) {
                                    if (by_readers && !wait.is_shared)
                                        state.told.behind_readers += ns;
                                    if (state.parts[place] == 0)
                                        state.places_of_parts.push_back(place);
                                    state.parts[place] += ns;
                                });
    for (const BlameTable::Place place : state.places_of_parts) {
        state.blames.add(waiter, place, state.parts[place], {wait.since, end});
        state.parts[place] = 0;
    }
    state.places_of_parts.clear();
}

void WaitAnalysis::count_hold(ObjectState& state, std::int64_t begin, std::int64_t end) const {
    if (end >= from_ && end >= begin)
        state.told.holds.add(part_from(from_, begin, end));
}

/// `wait` is the wait that it ended, if it ended one.
void WaitAnalysis::acquire(const MergedRecord& record, const WaitingLane& wait) {
    const Event& event = record.event;
    ObjectState* const state = state_of(event.object);
    if (state == nullptr || !can_be_held(state->kind))
        return;
    if (state->kind == ObjectKind::semaphore) {
        state->holding.set(event.time, state->holding.value().value_or(0) + 1);
        return;
    }
    const bool has_waited = wait.object == event.object;
    const bool as_reader = has_flag(event.detail, AcquireDetail::as_reader) || (has_waited && wait.is_shared);
    if (state->kind == ObjectKind::shared_mutex && is_counted(event.time)) {
        const bool is_told = as_reader || has_waited || has_flag(event.detail, AcquireDetail::as_writer);
        ++(as_reader ? state->told.reads : is_told ? state->told.writes : state->told.untold_roles);
    }
    state->holders.acquire(
        {record.lane, state->blames.place_of(record.lane, event.site), event.time, as_reader},
        [&](const LockHolders::Hold& ended) {
            std::erase(held_[ended.lane], event.object);
            count_hold(*state, ended.since, event.time);
        });
    held_[record.lane].push_back(event.object);
    note_holders(*state, event.time);
}

/// A sum counts at the time at which it was written.
void WaitAnalysis::take_held_often(const MergedRecord& record) {
    ObjectState* const state = state_of(record.event.object);
    if (state == nullptr || !is_lock(state->kind) || !is_counted(record.event.time))
        return;
    const HeldOften held = held_often_from(static_cast<std::uint64_t>(record.event.value));
    state->told.summed_up += held.count;
    state->told.summed_up_ns += static_cast<std::int64_t>(held.time);
}

/// Notes how many readers hold a read-write lock from now on.
void WaitAnalysis::note_holders(ObjectState& state, std::int64_t time) {
    if (state.kind == ObjectKind::shared_mutex)
        state.holding.set(time,
                          std::ranges::count(state.holders.holds(), true, &LockHolders::Hold::as_reader));
}

void WaitAnalysis::release(const MergedRecord& record) {
    const Event& event = record.event;
    ObjectState* const state = state_of(event.object);
    if (state == nullptr || !can_be_held(state->kind))
        return;
    if (state->kind == ObjectKind::semaphore) { // whoever gives a permit back need not have taken one
        state->holding.set(event.time, std::max<std::int64_t>(0, state->holding.value().value_or(0) - 1));
        return;
    }
    if (const auto hold = state->holders.release(event.time, record.lane)) {
        std::erase(held_[record.lane], event.object);
        count_hold(*state, hold->since, event.time);
        note_holders(*state, event.time);
    }
}

void WaitAnalysis::lose_records(const MergedRecord& record) {
    leave(record.lane, record.event.time, BlameTable::unknown);
    for (const ObjectId id : held_[record.lane])
        if (const auto hold = objects_[id]->holders.forget(record.event.time, record.lane)) {
            count_hold(*objects_[id], hold->since, record.event.time);
            note_holders(*objects_[id], record.event.time);
        }
    held_[record.lane].clear();
}

void WaitAnalysis::take_notification(const MergedRecord& record) {
    const Event& event = record.event;
    ObjectState* const state = state_of(event.object);
    if (state == nullptr)
        return;
    const auto gathering_since = std::exchange(state->gathering_since, std::nullopt);
    if (!is_counted(event.time))
        return;
    ++state->told.notifications;
    state->told.notified_nobody += event.value == 0 ? 1 : 0;
    if (state->kind != ObjectKind::barrier)
        return;
    ++state->told.last_arrivals[record.lane];
    state->told.gatherings.add(part_from(from_, gathering_since.value_or(event.time), event.time));
}

void WaitAnalysis::take_message(const MergedRecord& record) {
    const Event& event = record.event;
    ObjectState* const state = is_counted(event.time) ? state_of(event.object) : nullptr;
    if (state == nullptr)
        return;
    ++(event.kind == EventKind::send ? state->told.sent : state->told.received);
    if (const auto sent_at = links_.sent_at())
        state->told.residences.add(event.time - *sent_at);
}

void WaitAnalysis::set_length(const MergedRecord& record) {
    const Event& event = record.event;
    ObjectState* const state = state_of(event.object);
    if (state == nullptr)
        return;
    if (state->kind == ObjectKind::semaphore && !state->told.permits)
        state->told.permits = event.value;
    state->length.set(event.time, event.value);
}

/// Forgets who held a lock before the oldest wait for it began.
void WaitAnalysis::drop_past_holders(ObjectState& state) {
    std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
    for (const WaitingLane& wait : lanes_)
        if (wait.object == state.told.object)
            oldest = std::min(oldest, wait.since);
    state.holders.drop_before(oldest);
}

std::vector<ObjectWaits> WaitAnalysis::result(std::int64_t until) const {
    until = std::clamp(until, -latest_time, latest_time);
    // What goes on is ended in copies.
    std::vector<std::unique_ptr<ObjectState>> ended(objects_.size());
    for (std::size_t id = 0; id < objects_.size(); ++id)
        if (objects_[id] != nullptr)
            ended[id] = std::make_unique<ObjectState>(*objects_[id]);
    for (std::size_t index = 0; index < trace_.lane_count() && index < lanes_.size(); ++index)
        if (lanes_[index].object != no_object)
            end_present_wait(*ended[lanes_[index].object], static_cast<LaneId>(index), until);
    std::vector<ObjectWaits> result;
    for (const auto& state : ended) {
        if (state == nullptr)
            continue;
        for (const LockHolders::Hold& hold : state->holders.holds())
            count_hold(*state, hold.since, until);
        count_levels(*state, until);
        state->told.blames = state->blames.blames(state->told.object);
        result.push_back(std::move(state->told));
    }
    return result;
}

/// Tells of what has gone up and down until now.
void WaitAnalysis::count_levels(ObjectState& state, std::int64_t until) {
    state.length.pass(until);
    state.holding.pass(until);
    ObjectWaits& told = state.told;
    told.mean_length = state.length.mean();
    told.length_known_ns = state.length.known_ns();
    told.least_length = state.length.least().value_or(0);
    told.most_length = state.length.most().value_or(0);
    (state.kind == ObjectKind::semaphore ? told.most_taken : told.most_readers) =
        state.holding.most().value_or(0);
}

/// Counts a wait that goes on, until now or until its lane ended.
void WaitAnalysis::end_present_wait(ObjectState& state, LaneId lane, std::int64_t until) const {
    const WaitingLane& wait = lanes_[lane];
    const bool lane_ended = trace_.lane(lane).end() < until;
    const std::int64_t end = lane_ended ? std::max(trace_.lane(lane).end(), wait.since) : until;
    state.told.going_on += lane_ended ? 0 : 1;
    BlameTable::Place blamed = BlameTable::not_ended;
    if (state.kind == ObjectKind::worker) // who is waited for is known before it ends
        for (std::size_t index = 0; index < trace_.lane_count(); ++index)
            if (trace_.lane(index).worker() == wait.object)
                blamed = state.blames.place_of(trace_.lane(index).id(), 0);
    count_wait(state, lane, wait, {end, nullptr, blamed});
}

std::vector<ObjectWaits> object_waits(const Trace& trace, std::int64_t from, std::int64_t until) {
    const std::vector<std::size_t> lanes = trace.lanes_in_order_of_start();
    MergedRecords records(trace, lanes, {.until = until, .with_switches = false});
    WaitAnalysis analysis(trace, from);
    for (MergedRecord record; records.next(record);)
        analysis.take(record);
    return analysis.result(until);
}

} // namespace interleave
