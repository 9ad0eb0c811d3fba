// SPDX-License-Identifier: GPL-3.0-or-later
// A range of a run's time, and pure functions that zoom and move it. They know no pixels.
#pragma once

#include <cstdint>

namespace interleave {

class Trace;

/// A range of time in ns since the run's origin, [from, until).
struct TimeRange {
    std::int64_t from = 0;
    std::int64_t until = 1;

    std::int64_t length() const noexcept { return until - from; }
    bool operator==(const TimeRange&) const = default;
};

/// The shortest and the longest range that a view shows, in ns. The events' times have 48 bits.
inline constexpr std::int64_t shortest_range = 20;
inline constexpr std::int64_t longest_range = std::int64_t{1} << 48;

/// Returns the whole run: from 0 to its last complete moment, at least a microsecond.
TimeRange whole_range(const Trace& trace) noexcept;

/// Returns the zoomed range; a `factor` above 1 shows less time. The anchor keeps its place. The length is
/// bounded by shortest_range and longest_range.
TimeRange zoomed(const TimeRange& range, double factor, std::int64_t anchor) noexcept;

/// Returns the range moved by a share of its length; positive is later.
TimeRange panned(const TimeRange& range, double share) noexcept;

/// Returns the range moved, with its length kept, so that at least a tenth of it overlaps `whole`.
TimeRange kept_near(const TimeRange& range, const TimeRange& whole) noexcept;

} // namespace interleave
