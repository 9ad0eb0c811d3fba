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

struct TimeAxis {
    std::vector<Tick> ticks;
    std::int64_t step = 0; ///< ns from tick to tick
    /// Where labels would need many digits they count from this time: "95.1009 ms". Else it is empty.
    QString offset;
};

/// Returns ticks at 1, 2 or 5 times a power of ten ns: as many as fit into `width` pixels with at least `gap`
/// pixels between their labels. `text_width` measures a label in pixels.
TimeAxis nice_axis(const TimeRange& range, double width, double gap,
                   const std::function<double(const QString&)>& text_width);

/// Returns a time to a tenth of `step` ns, which is a power of ten or 2 or 5 times one: "95.100 92 ms".
QString moment_text(std::int64_t time, std::int64_t step);

} // namespace interleave
