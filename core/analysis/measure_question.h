// SPDX-License-Identifier: GPL-3.0-or-later
// What every measure is made of: the question that is put to a trace, and ways to walk over it.
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
/// Before the first event of any run.
inline constexpr std::int64_t whole_run_from = std::numeric_limits<std::int64_t>::min() / 4;

/// What a measure is to be taken of.
struct MeasureQuestion {
    const Trace& trace;
    std::string_view parameter;         ///< behind the colon
    std::string_view name;              ///< of the object or lane
    std::vector<const Object*> objects; ///< of that name

    bool is_about(const Event& event) const {
        return std::any_of(objects.begin(), objects.end(),
                           [&](const Object* object) { return object->id() == event.object; });
    }
};

/// One measure: what it is, and how it is taken. Without any object of the name asked for, one that needs an
/// object is not taken.
struct MeasureEntry {
    MeasureDescription description;
    bool needs_object;
    Measured (*take)(const MeasureQuestion&);
};

std::span<const MeasureEntry> object_measures(); ///< of what can be held, from its sums and its changes
std::span<const MeasureEntry> event_measures();  ///< of waits, work and messages, from the events
std::span<const MeasureEntry> lane_measures();   ///< of states and of the workers' life

inline Measured not_measured(std::string why) {
    return {std::nullopt, std::move(why)};
}

inline Measured measured(double number) {
    return {number, {}};
}

/// Of durations in ns, in `unit` ns.
Measured measured_median(std::vector<std::int64_t> durations, double unit);

/// The most at once, of steps up (+1) and down (−1) at times. Who leaves at a moment makes room for who comes
/// then.
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
