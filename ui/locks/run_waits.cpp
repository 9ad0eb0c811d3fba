// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/run_waits.h"

#include "core/analysis/missing_records.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace interleave {

const ObjectFigures* RunWaits::find(ObjectId object) const noexcept {
    const auto found = std::ranges::find_if(
        objects, [&](const ObjectFigures& figures) { return figures.times.id == object; });
    return found == objects.end() ? nullptr : &*found;
}

bool is_quiet(ObjectKind kind) noexcept {
    return kind == ObjectKind::worker || kind == ObjectKind::start_gate;
}

std::vector<ObjectFigures> ranked_figures(const Trace& trace, const TimeRange& range,
                                          std::vector<ObjectWaits> waits) {
    std::vector<ObjectFigures> ranked;
    for (ObjectWaits& told : waits) {
        const Object* const object = trace.find_object(told.object);
        if (object == nullptr)
            continue;
        LockTimes times = lock_times(*object, range.from, range.until);
        const bool is_used = times.acquisitions > 0 || times.wait_ns > 0 || times.hold_ns > 0 ||
                             told.notifications > 0 || told.sent > 0 || told.given_up > 0;
        if (is_used)
            ranked.push_back({std::move(times), std::move(told)});
    }
    const auto rank = [](const ObjectFigures& figures) {
        const LockTimes& times = figures.times;
        return std::tuple(is_quiet(times.kind), -times.wait_ns, -times.hold_ns, times.id);
    };
    std::ranges::sort(ranked, {}, rank);
    return ranked;
}

RunWaits run_waits(std::shared_ptr<const Trace> trace, const CollectorCounts& counts,
                   const std::optional<TimeRange>& range) {
    RunWaits result{.trace = std::move(trace), .objects = {}};
    result.is_part = range.has_value();
    result.range = range.value_or(TimeRange{0, std::max<std::int64_t>(1, result.trace->time_end())});
    result.is_complete = !misses_events(counts);
    result.objects = ranked_figures(*result.trace, result.range,
                                    object_waits(*result.trace, result.range.from,
                                                 std::min(result.range.until, result.trace->time_end())));
    return result;
}

} // namespace interleave
