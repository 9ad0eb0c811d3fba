// SPDX-License-Identifier: GPL-3.0-or-later
// Measures of objects that can be held or waited for.
#include "core/analysis/lock_times.h"
#include "core/analysis/measure_question.h"

#include <array>

namespace interleave {

namespace {

template <auto Part>
Measured sum_of(const MeasureQuestion& question) {
    double sum = 0;
    for (const Object* object : question.objects)
        sum += static_cast<double>(lock_times(*object, whole_run_from, question.trace.time_end()).*Part);
    return measured(sum);
}

template <auto Part>
Measured sum_ms(const MeasureQuestion& question) {
    return measured(*sum_of<Part>(question).value / ns_per_ms);
}

Measured most_holders(const MeasureQuestion& question) {
    std::int32_t most = 0;
    for (const Object* object : question.objects)
        most = std::max(most, object->most_holders());
    return measured(most);
}

Measured most_waiting(const MeasureQuestion& question) {
    std::uint16_t most = 0;
    for (const Object* object : question.objects)
        most = std::max(most, object->most_waiters(whole_run_from, question.trace.time_end()));
    return measured(most);
}

Measured utilisation(const MeasureQuestion& question) {
    double held = 0;
    double span = 0;
    for (const Object* object : question.objects) {
        if (object->changes().empty())
            continue;
        const std::int64_t first = object->changes()[0].time();
        const std::int64_t last = object->changes().back().time();
        held += static_cast<double>(object->times_between(first, last).held);
        span += static_cast<double>(last - first);
    }
    return span > 0 ? measured(held / span) : not_measured("nobody used it");
}

Measured holder_changes(const MeasureQuestion& question) {
    double count = 0;
    for (const Object* object : question.objects) {
        LaneId last = no_lane;
        for (std::size_t i = 0; i < object->changes().size(); ++i) {
            const ObjectChange& change = object->changes()[i];
            if (change.kind() != EventKind::acquire)
                continue;
            count += last != no_lane && change.holder != last;
            last = change.holder;
        }
    }
    return measured(count);
}

constexpr std::array object_entries{
    MeasureEntry{{"most_holders", "most lanes that held the object at once; lanes"}, true, most_holders},
    MeasureEntry{
        {"most_waiting", "most lanes that waited for the object at once; lanes"}, true, most_waiting},
    MeasureEntry{
        {"utilisation", "share of the time from first to last use that somebody held the object; 0 to 1"},
        true,
        utilisation},
    MeasureEntry{{"acquisitions", "acquisitions of the object, messages received, joins; times"},
                 true,
                 sum_of<&LockTimes::acquisitions>},
    MeasureEntry{
        {"contended", "of these, the ones that had to wait; times"}, true, sum_of<&LockTimes::contended>},
    MeasureEntry{{"lock_wait_ms", "time waited for the object, summed over all waiters; ms"},
                 true,
                 sum_ms<&LockTimes::wait_ns>},
    MeasureEntry{
        {"lock_hold_ms", "time that somebody held the object; ms"}, true, sum_ms<&LockTimes::hold_ns>},
    MeasureEntry{{"contended_hold_ms", "time that somebody held the object while others waited; ms"},
                 true,
                 sum_ms<&LockTimes::contended_hold_ns>},
    MeasureEntry{{"handoff_ms", "time that the object was free although somebody waited; ms"},
                 true,
                 sum_ms<&LockTimes::handoff_ns>},
    MeasureEntry{
        {"holder_changes", "acquisitions by another lane than the one before; times"}, true, holder_changes},
};

} // namespace

std::span<const MeasureEntry> object_measures() {
    return object_entries;
}

} // namespace interleave
