// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/possible_running.h"

#include "core/trace/state.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace interleave {

namespace {

/// The kernel stamps a switch a little before or after the processor is really given over.
constexpr double relative_slack = 0.01;
constexpr double slack_ns = 2e6;

} // namespace

bool running_is_possible(const Trace& trace, int processors) {
    const std::int64_t from = std::numeric_limits<std::int64_t>::min() / 4;
    const std::int64_t end = trace.time_end();
    std::int64_t running = 0;
    std::int64_t longest = 0; // of all lanes, from its begin to its end
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        const StateTimes times = trace.lane(i).times_between(from, end);
        running += times[static_cast<std::size_t>(LaneState::running)];
        std::int64_t of_lane = 0;
        for (std::size_t state = 1; state < state_count; ++state)
            of_lane += times[state];
        longest = std::max(longest, of_lane);
    }
    const double length = static_cast<double>(std::max(longest, end));
    return static_cast<double>(running) <= processors * length * (1 + relative_slack) + slack_ns;
}

} // namespace interleave
