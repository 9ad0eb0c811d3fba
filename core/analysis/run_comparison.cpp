// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_comparison.h"

#include "core/analysis/missing_records.h"

#include <algorithm>
#include <limits>

namespace interleave {

namespace {

constexpr std::int64_t not_yet = std::numeric_limits<std::int64_t>::max();

/// Whether a wait at a start gate is the first that the lane tells of itself. Who finds the gate open tells
/// nothing of it, and may wait at a later one.
bool begins_at_gate(const Trace& trace, const Lane& lane) {
    const EventSequence& events = lane.events();
    const std::size_t count = events.size();
    std::size_t first = 0;
    while (first < count && events[first].kind == EventKind::lane_begin)
        ++first;
    if (first == count || events[first].kind != EventKind::wait_begin)
        return false;
    const Object* const object = trace.find_object(events[first].object);
    return object != nullptr && object->kind() == ObjectKind::start_gate;
}

/// Returns when the lane begins to work: when it leaves the start gate at which it begins, else at once;
/// nothing if it has not yet.
std::optional<std::int64_t> begin_of_work(const Trace& trace, const Lane& lane) {
    if (!begins_at_gate(trace, lane))
        return lane.begin();
    const auto& segments = lane.segments();
    const std::size_t count = segments.size();
    const std::size_t at_gate = lane.find_state(LaneState::waiting_start, 0, count);
    if (at_gate == count)
        return lane.begin(); // it has not been off its processor for it
    const std::uint16_t gate = segments[at_gate].object;
    std::size_t next = at_gate;
    while (next < count && segments[next].object == gate)
        ++next;
    return next < count ? std::optional(segments[next].begin) : std::nullopt;
}

/// Returns a time that the records tell whole, else nothing.
std::optional<std::int64_t> told(std::int64_t ns, bool is_told) {
    return is_told ? std::optional(ns) : std::nullopt;
}

struct Switches {
    std::uint64_t all = 0;
    std::uint64_t preempted = 0;
};

void count_switches(const SwitchSequence& switches, const TimeOfWork& work, Switches& sum) {
    const std::size_t end = switches.first_at(work.end);
    for (std::size_t i = switches.first_at(work.begin); i < end; ++i) {
        const SwitchKind kind = switches[i].kind;
        const bool preempted = kind == SwitchKind::out_preempted;
        sum.preempted += preempted ? 1 : 0;
        sum.all +=
            preempted || kind == SwitchKind::out_blocked || kind == SwitchKind::out_uninterruptible ? 1 : 0;
    }
}

} // namespace

std::vector<std::size_t> lanes_that_work(const Trace& trace) {
    std::vector<std::size_t> lanes = trace.lanes_in_order_of_start();
    const auto is_worker = [&](std::size_t lane) { return trace.lane(lane).worker() != no_object; };
    if (std::ranges::any_of(lanes, is_worker))
        std::erase_if(lanes, [&](std::size_t lane) { return !is_worker(lane); });
    return lanes;
}

TimeOfWork time_of_work(const Trace& trace) {
    const std::int64_t now = trace.time_end();
    TimeOfWork work{
        .preparation = not_yet, .begin = not_yet, .end = std::numeric_limits<std::int64_t>::min()};
    for (const std::size_t index : lanes_that_work(trace)) {
        const Lane& lane = trace.lane(index);
        if (lane.begin() == not_yet)
            continue;
        work.preparation = std::min(work.preparation, lane.begin());
        work.begin = std::min(work.begin, begin_of_work(trace, lane).value_or(not_yet));
        work.end = std::max(work.end, std::min(lane.end(), now));
    }
    if (work.preparation == not_yet) // no lane has begun
        return {now, now, now};
    if (work.begin == not_yet)
        work.begin = work.preparation;
    return work;
}

WorkFigures work_figures(const Trace& trace, const RunInfo& info) {
    WorkFigures figures{.work = time_of_work(trace)};
    const std::vector<std::size_t> lanes = lanes_that_work(trace);
    const TimeOfWork& work = figures.work;
    StateTimes times{};
    Switches switches;
    for (const std::size_t index : lanes) {
        const StateTimes of_lane = trace.lane(index).times_between(work.begin, work.end);
        for (std::size_t state = 0; state < state_count; ++state)
            times[state] += of_lane[state];
        count_switches(trace.lane(index).switches(), work, switches);
    }
    std::int64_t waiting = 0;
    for (std::size_t state = 0; state < state_count; ++state)
        if (is_wait(static_cast<LaneState>(state)) &&
            static_cast<LaneState>(state) != LaneState::waiting_start)
            waiting += times[state];
    const auto time_in = [&](LaneState state) { return times[static_cast<std::size_t>(state)]; };
    const auto& counts = info.counts;
    const bool has_switches = trace.has_kernel_records() && is_whole(LaneState::running, counts);
    const bool has_waits = trace.knows_states() && is_whole(LaneState::waiting_lock, counts) &&
                           tells_of(LaneState::waiting_lock, info);

    figures.lanes = lanes.size();
    figures.running_ns = told(time_in(LaneState::running), has_switches);
    figures.ready_ns = told(time_in(LaneState::ready), has_switches);
    figures.waiting_ns = told(waiting, has_waits);
    figures.sleeping_ns = told(time_in(LaneState::sleeping), has_waits);
    if (figures.running_ns && work.length() > 0)
        figures.lanes_at_once = static_cast<double>(*figures.running_ns) / static_cast<double>(work.length());
    if (has_switches) {
        figures.switches = switches.all;
        figures.preemptions = switches.preempted;
    }
    figures.lost_records = counts.dropped + counts.bad;
    figures.missing = missing_text(counts);
    return figures;
}

} // namespace interleave
