// SPDX-License-Identifier: GPL-3.0-or-later
// A stretch of a run's time, and how it is zoomed and moved: pure functions, no pixels.
#pragma once

#include <cstdint>

namespace interleave {

class Trace;

/// A stretch of time in ns since the run's origin, [from, until).
struct TimeRange {
    std::int64_t from = 0;
    std::int64_t until = 1;

    std::int64_t length() const noexcept { return until - from; }
    bool operator==(const TimeRange&) const = default;
};

/// Narrowest range a view shows, and the widest (the events' times have 48 bits). In ns.
inline constexpr std::int64_t shortest_range = 20;
inline constexpr std::int64_t longest_range = std::int64_t{1} << 48;

/// The whole run: from 0 to its last complete moment, at least a microsecond.
TimeRange whole_range(const Trace& trace) noexcept;

/// `factor` above 1 shows less time. The anchor keeps its place. Bounded by shortest_range and longest_range.
TimeRange zoomed(const TimeRange& range, double factor, std::int64_t anchor) noexcept;

/// Moved by a share of its length; positive is later.
TimeRange panned(const TimeRange& range, double share) noexcept;

/// Moved, not stretched, so that at least a tenth of it lies over `whole`.
TimeRange kept_near(const TimeRange& range, const TimeRange& whole) noexcept;

} // namespace interleave
