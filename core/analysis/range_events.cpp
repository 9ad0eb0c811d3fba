// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/range_events.h"

#include "core/analysis/failed_try.h"

#include <algorithm>
#include <limits>

namespace interleave {

namespace {

/// Returns the object for which the lane waits just before `time`, no_object if for none.
ObjectId waited_for_before(const Lane& lane, std::int64_t time) {
    if (time <= lane.begin())
        return no_object;
    const std::size_t index = lane.segment_at(time - 1);
    if (index == nowhere)
        return no_object;
    const Segment& segment = lane.segments()[index];
    if (!is_wait(segment.state) && (segment.flags & in_wait) == 0)
        return no_object;
    // Who dropped the GIL waits until another lane took it, but in no queue for it.
    ObjectId object = no_object;
    lane.events().backwards(lane.events().first_at(time), [&](const Event& event) {
        if (event.kind == EventKind::wait_begin)
            object = event.object;
        return event.kind != EventKind::wait_begin && event.kind != EventKind::forced_wait_begin;
    });
    return object;
}

/// Walks along the events of one lane and adds what they say.
class EventsOfLane {
public:
    EventsOfLane(const Lane& lane, const RunRange& range, std::size_t most_printed, RangeEvents& result)
        : lane_(lane)
        , range_(range)
        , most_printed_(most_printed)
        , result_(result)
        , missing_(lane.missing().first_after(range.from)) {}

    void walk() {
        if (const ObjectId object = waited_for_before(lane_, range_.from); object != no_object)
            wait_ = {object, range_.from, true};
        const EventSequence& events = lane_.events();
        index_ = events.first_at(range_.from);
        const std::size_t last = std::max(index_, events.first_at(range_.until));
        events.for_each(index_, last, [this](const Event& event) { take(event); });
        pass_missing(range_.end);
        end_wait(std::min(range_.end, lane_.end()), lane_.end() > range_.end);
    }

private:
    struct PresentWait {
        ObjectId object = no_object;
        std::int64_t since = 0; ///< or the begin of the range
        bool began_before = false;
    };

    void take(const Event& event) {
        const std::size_t index = index_++;
        if (continues_last(event.kind))
            return;
        ++result_.by_kind[static_cast<std::size_t>(event.kind)];
        ++result_.by_lane[lane_.id()];
        if (next_missing_begin_ < event.time)
            pass_missing(event.time);
        switch (event.kind) {
        case EventKind::wait_begin:
            end_wait(event.time, false);
            wait_ = {event.object, event.time, false};
            break;
        case EventKind::wait_end:
            if (is_failed_try(event, wait_.since) && event.object == wait_.object && !wait_.began_before)
                wait_ = {};
            [[fallthrough]];
        case EventKind::acquire:
        case EventKind::release:
        case EventKind::send:
        case EventKind::receive:
        case EventKind::joined:
            if (event.object == wait_.object)
                end_wait(event.time, false);
            break;
        case EventKind::sleep_begin:
        case EventKind::sleep_end:
        case EventKind::io_begin:
        case EventKind::io_end:
        case EventKind::forced_wait_begin:
        case EventKind::forced_wait_end:
        case EventKind::lane_end:
        case EventKind::fatal_signal:
            end_wait(event.time, false);
            break;
        case EventKind::print:
            ++result_.all_printed;
            if (printed_++ < most_printed_)
                result_.printed.push_back({event.time, lane_.id(), index});
            break;
        default:
            break;
        }
    }

    /// Ends the wait where records begin to be missing, if that is before `time`: nobody knows how it went
    /// on.
    void pass_missing(std::int64_t time) {
        const MissingSequence& missing = lane_.missing();
        for (const std::size_t count = missing.size(); missing_ < count; ++missing_) {
            const std::int64_t begin = missing[missing_].begin;
            if (begin >= time) {
                next_missing_begin_ = begin;
                return;
            }
            if (begin >= wait_.since)
                end_wait(begin, false);
        }
        next_missing_begin_ = std::numeric_limits<std::int64_t>::max();
    }

    void end_wait(std::int64_t time, bool goes_on) {
        if (wait_.object == no_object)
            return;
        const PresentWait wait = wait_;
        wait_ = {};
        if (wait.began_before && time <= range_.from) // nothing of it is within the range
            return;
        RangeWaits& waits = result_.waits[wait.object];
        const std::int64_t ns = std::max<std::int64_t>(0, time - wait.since);
        ++waits.waits;
        waits.cut += wait.began_before || goes_on ? 1 : 0;
        waits.waited_ns += ns;
        waits.longest_ns = std::max(waits.longest_ns, ns);
    }

    const Lane& lane_;
    const RunRange& range_;
    std::size_t most_printed_;
    RangeEvents& result_;
    PresentWait wait_{};
    std::size_t index_ = 0;
    std::size_t printed_ = 0;
    std::size_t missing_; ///< the next stretch of missing records
    std::int64_t next_missing_begin_ = std::numeric_limits<std::int64_t>::min();
};

} // namespace

RangeEvents range_events(const Trace& trace, std::span<const std::size_t> lanes, const RunRange& range,
                         std::size_t most_printed) {
    RangeEvents result;
    result.by_lane.resize(trace.lane_count());
    for (const std::size_t lane : lanes)
        EventsOfLane(trace.lane(lane), range, most_printed, result).walk();
    std::ranges::stable_sort(result.printed, {}, &PrintedLine::time);
    if (result.printed.size() > most_printed)
        result.printed.resize(most_printed);
    return result;
}

} // namespace interleave
