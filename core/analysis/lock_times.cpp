// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_times.h"

#include "core/trace/gallop.h"

#include <cmath>

namespace interleave {

namespace {

/// Returns the mean duration in ns of the acquisitions measured in [from, until), or of all if none was
/// measured there.
double mean_sample(const Object& object, std::int64_t from, std::int64_t until) {
    const auto& samples = object.samples();
    const std::size_t count = samples.size();
    if (count == 0)
        return 0;
    const auto until_time = [&](std::int64_t time) {
        return gallop(count, 0, [&](std::size_t i) { return samples[i].time < time; });
    };
    std::size_t first = until_time(from);
    std::size_t last = until_time(until);
    if (first == last) {
        first = 0;
        last = count;
    }
    const std::int64_t before = first == 0 ? 0 : samples[first - 1].total_ns;
    return static_cast<double>(samples[last - 1].total_ns - before) / static_cast<double>(last - first);
}

} // namespace

LockTimes lock_times(const Object& object, std::int64_t from, std::int64_t until) {
    const ObjectTimes times = object.times_between(from, until);
    LockTimes result{object.id(), object.name(), object.kind()};
    result.acquisitions = static_cast<std::uint64_t>(times.obtained);
    result.contended = static_cast<std::uint64_t>(times.contended);
    result.summed_up = static_cast<std::uint64_t>(times.summed_up);
    const auto uncontended = static_cast<double>(times.obtained - times.contended);
    result.uncontended_ns = std::llround(uncontended * mean_sample(object, from, until));
    result.wait_ns = times.waited;
    result.handoff_ns = times.handing_off;
    result.hold_ns = times.held;
    result.contended_hold_ns = times.contended_held;
    result.max_waiters = object.most_waiters(from, until);
    return result;
}

std::vector<LockTimes> lock_times(const Trace& trace, std::int64_t from, std::int64_t until) {
    std::vector<LockTimes> result;
    for (std::size_t i = 0; i < trace.object_count(); ++i) {
        if (can_be_waited_for(trace.object(i).kind()))
            result.push_back(lock_times(trace.object(i), from, until));
    }
    return result;
}

} // namespace interleave
