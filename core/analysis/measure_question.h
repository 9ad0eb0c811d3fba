// SPDX-License-Identifier: GPL-3.0-or-later
// The common base of all measures: the arguments of a measure, and loops over a trace.
#pragma once

#include "core/analysis/measures.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

inline constexpr double ns_per_ms = 1e6;
/// A time before the first event of any run.
inline constexpr std::int64_t whole_run_from = std::numeric_limits<std::int64_t>::min() / 4;

/// The arguments of a measure.
struct MeasureQuestion {
    const Trace& trace;
    std::string_view parameter;         ///< the part after the colon
    std::string_view name;              ///< of the object or lane
    std::vector<const Object*> objects; ///< of that name
    std::vector<bool> is_wanted{};      ///< by id, as many objects can have one name

    void add(const Object& object) {
        objects.push_back(&object);
        is_wanted.resize(std::max<std::size_t>(is_wanted.size(), object.id() + 1U));
        is_wanted[object.id()] = true;
    }
    bool is_about(const Event& event) const {
        return event.object < is_wanted.size() && is_wanted[event.object];
    }
};

/// One measure: its description and its function. If it needs an object and none has the name, the function
/// is not called.
struct MeasureEntry {
    MeasureDescription description;
    bool needs_object;
    Measured (*take)(const MeasureQuestion&);
};

std::span<const MeasureEntry> object_measures(); ///< of objects, from their sums and changes
std::span<const MeasureEntry> event_measures();  ///< of waits, work and messages, from the events
std::span<const MeasureEntry> lane_measures();   ///< of states, and of start and end of workers

inline Measured not_measured(std::string why) {
    return {std::nullopt, std::move(why)};
}

inline Measured measured(double number) {
    return {number, {}};
}

/// Returns the median of durations in ns, in units of `unit` ns.
Measured measured_median(std::vector<std::int64_t> durations, double unit);

/// Returns the greatest sum at any time of steps up (+1) and down (−1). Of one moment the steps down count
/// first.
int most_at_once(std::vector<std::pair<std::int64_t, int>>& steps);

/// Calls visit(lane, event) for all events, lane by lane.
template <typename Visit>
void for_each_event(const Trace& trace, Visit&& visit) {
    for (std::size_t l = 0; l < trace.lane_count(); ++l) {
        const Lane& lane = trace.lane(l);
        lane.events().for_each([&](const Event& event) { visit(lane, event); });
    }
}

} // namespace interleave
