// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/record_steps.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace interleave {

namespace {

std::vector<std::size_t> all_lane_indexes(const Trace& trace) {
    std::vector<std::size_t> lanes(trace.lane_count());
    std::iota(lanes.begin(), lanes.end(), std::size_t{0});
    return lanes;
}

/// Calls `visit(const RecordStep&)` for the records of one time, in order, as long as it returns true.
template <typename Visit>
void visit_moment(const Trace& trace, std::int64_t time, Visit&& visit) {
    MergedRecords records(trace, all_lane_indexes(trace),
                          {.from = time, .until = time + 1, .with_switches = false});
    RecordStep step{};
    for (; records.next(step.record); ++step.among)
        if (!visit(static_cast<const RecordStep&>(step)))
            return;
}

/// Returns the latest time before `time` at which the lane has a record.
std::optional<std::int64_t> latest_before(const Lane& lane, std::int64_t time) {
    std::optional<std::int64_t> latest;
    lane.events().backwards(lane.events().first_at(time), [&](const Event& event) {
        if (continues_last(event.kind))
            return true;
        latest = event.time;
        return false;
    });
    // The first stretch that ends later is the last one that can have begun before.
    const MissingSequence& missing = lane.missing();
    for (std::size_t i = std::min(missing.first_after(time) + 1, missing.size()); i-- > 0;)
        if (const std::int64_t begin = missing[i].begin; begin < time)
            return std::max(begin, latest.value_or(begin));
    return latest;
}

} // namespace

std::optional<RecordStep> next_step(const Trace& trace, const RecordPlace& place) {
    const bool is_after_all = place == after_all_at(place.time);
    MergedRecords records(trace, all_lane_indexes(trace),
                          {.from = is_after_all ? place.time + 1 : place.time, .with_switches = false});
    RecordStep step{};
    std::optional<std::int64_t> time;
    while (records.next(step.record)) {
        step.among = time == step.record.event.time ? step.among + 1 : 0;
        time = step.record.event.time;
        if (*time > place.time || step.among >= place.passed)
            return step;
    }
    return std::nullopt;
}

std::optional<RecordStep> last_step(const Trace& trace, const RecordPlace& place) {
    std::optional<RecordStep> last;
    const auto take_all = [&last](const RecordStep& step) {
        last = step;
        return true;
    };
    if (place.passed > 0)
        visit_moment(trace, place.time,
                     [&](const RecordStep& step) { return step.among < place.passed && take_all(step); });
    if (last)
        return last;
    std::optional<std::int64_t> latest;
    for (std::size_t i = 0; i < trace.lane_count(); ++i)
        if (const auto time = latest_before(trace.lane(i), place.time))
            latest = std::max(*time, latest.value_or(*time));
    if (latest)
        visit_moment(trace, *latest, take_all);
    return last;
}

std::optional<RecordStep> step_of_lane(const Trace& trace, LaneId lane, std::int64_t time) {
    std::optional<RecordStep> found;
    visit_moment(trace, time, [&](const RecordStep& step) {
        if (step.record.lane == lane)
            found = step;
        return true;
    });
    return found;
}

} // namespace interleave
