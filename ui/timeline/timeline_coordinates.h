// SPDX-License-Identifier: GPL-3.0-or-later
// Conversions between time and pixels, as pure functions.
#pragma once

#include "ui/navigation/time_range.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace interleave {

/// Returns the pixel of a time where `range` fills `width` pixels from `left` on.
double pixel_of(std::int64_t time, const TimeRange& range, double left, double width) noexcept;

/// Returns the time at a pixel, rounded down. It is the inverse of pixel_of to the precision of a pixel.
/// `width` must be above 0.
std::int64_t time_at(double pixel, const TimeRange& range, double left, double width) noexcept;

/// One label of a time axis.
struct Tick {
    std::int64_t time;
    QString label; ///< with unit; unique within its axis
};

/// Returns ticks at 1, 2 or 5 times a power of ten ns: as many as fit into `width` pixels with at least `gap`
/// pixels between their labels. `text_width` measures a label in pixels.
std::vector<Tick> nice_ticks(const TimeRange& range, double width, double gap,
                             const std::function<double(const QString&)>& text_width);

} // namespace interleave
