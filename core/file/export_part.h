// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a run is exported: a stretch of time and some of the lanes.
#pragma once

#include "core/trace/trace.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace interleave {

/// As it is asked for.
struct ExportPart {
    std::int64_t from = std::numeric_limits<std::int64_t>::min();  ///< ns since the trace's time 0
    std::int64_t until = std::numeric_limits<std::int64_t>::max(); ///< what begins here is not in it
    std::vector<std::string> lanes{};                              ///< names; empty: all lanes
};

/// As the trace has it.
struct TracePart {
    std::int64_t from;
    std::int64_t until; ///< of moments: at most just after the trace's present end, where it is complete to
    std::int64_t end;   ///< of what lasts: at most the trace's present end
    std::vector<std::size_t> lanes;     ///< indexes, in the order in which the lanes were started
    std::vector<std::size_t> all_lanes; ///< the same of all lanes, for what others did to the chosen ones
    std::vector<bool> is_chosen;        ///< by index of the lane

    bool holds(std::int64_t time) const noexcept { return time >= from && time < until; }
    bool has_lane(LaneId lane) const noexcept { return lane < is_chosen.size() && is_chosen[lane]; }
};

/// Throws UsageError for a lane that the run does not have, and for a stretch that ends before it begins.
TracePart part_of(const Trace& trace, const ExportPart& part);

/// Returns end − begin, which wraps around for times that are further apart than any run is long.
constexpr std::int64_t length(std::int64_t begin, std::int64_t end) noexcept {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(begin));
}

/// Calls `visit(const Segment&, begin, end)` for each state of the lane within the part, in order of time and
/// cut at its ends. A state of no length is among them, absent is not.
template <typename Visit>
void for_each_segment(const Lane& lane, const TracePart& part, Visit&& visit) {
    const auto& segments = lane.segments();
    const std::size_t count = segments.size();
    const std::size_t found = lane.segment_at(part.from);
    for (std::size_t i = found < count ? found : 0; i < count; ++i) {
        const Segment segment = segments[i];
        if (segment.begin >= part.end)
            return;
        const std::int64_t end = i + 1 < count ? segments[i + 1].begin : part.end;
        if (segment.state != LaneState::absent)
            visit(segment, std::max(segment.begin, part.from), std::min(end, part.end));
    }
}

} // namespace interleave
