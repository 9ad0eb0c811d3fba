// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that the lanes of a run printed, in the order in which they did.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// Where a line was printed; printed_text() has its words.
struct PrintedLine {
    std::int64_t time; ///< ns since the trace's time 0
    LaneId lane;
    std::size_t event; ///< index among the lane's events

    bool operator==(const PrintedLine&) const = default;
};

/// Returns all lines of the trace in order of time; of those of one time, the lane with the lower number
/// comes first. It looks at every event: tens of milliseconds for ten millions of them.
std::vector<PrintedLine> printed_lines(const Trace& trace);

/// Returns how many of them were printed up to and at `time`.
std::size_t printed_until(std::span<const PrintedLine> lines, std::int64_t time);

} // namespace interleave
