// SPDX-License-Identifier: GPL-3.0-or-later
// Between time and pixels: pure functions, no window.
#pragma once

#include "ui/navigation/time_range.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace interleave {

/// Narrowest range a view shows, and the widest (the events' times have 48 bits).
inline constexpr std::int64_t shortest_range = 20;
inline constexpr std::int64_t longest_range = std::int64_t{1} << 48;

/// Pixel of a time where `range` fills `width` pixels from `left` on.
double pixel_of(std::int64_t time, const TimeRange& range, double left, double width) noexcept;

/// The time at a pixel, rounded down: the inverse of pixel_of as far as a pixel can say. `width` above 0.
std::int64_t time_at(double pixel, const TimeRange& range, double left, double width) noexcept;

/// `factor` above 1 shows less time. The anchor keeps its place. Bounded by shortest_range and longest_range.
TimeRange zoomed(const TimeRange& range, double factor, std::int64_t anchor) noexcept;

/// Moved by a share of its length; positive is later.
TimeRange panned(const TimeRange& range, double share) noexcept;

/// Moved, not stretched, so that at least a tenth of it lies over `whole`.
TimeRange kept_near(const TimeRange& range, const TimeRange& whole) noexcept;

/// One label of a time axis.
struct Tick {
    std::int64_t time;
    QString label; ///< with unit; unique within its axis
};

/// Ticks at 1, 2 or 5 times a power of ten ns, as many as fit `width` pixels with at least `gap` pixels
/// between their labels; `text_width` measures a label in pixels.
std::vector<Tick> nice_ticks(const TimeRange& range, double width, double gap,
                             const std::function<double(const QString&)>& text_width);

} // namespace interleave
