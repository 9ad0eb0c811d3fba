// SPDX-License-Identifier: GPL-3.0-or-later
// Hatch patterns on a pixel grid: the second sign beside the colour, so that states are told apart without
// colour.
#pragma once

#include <cstdint>
#include <span>

namespace interleave {

enum class Pattern : std::uint8_t {
    solid,
    dots,           ///< staggered, fine
    rising,         ///< lines like /
    falling,        ///< lines like a backslash
    cross,          ///< both
    horizontal,     ///< fine
    vertical,       ///< fine
    grid,           ///< horizontal and vertical
    bars,           ///< thick horizontal
    posts,          ///< thick vertical
    spots,          ///< coarse dots
    sparse_falling, ///< few thin lines
    sparse_vertical,
    sparse_rising,
};

enum class StrokeDirection : std::uint8_t { rising, falling, horizontal, vertical, dotted };

/// A family of parallel lines, with lengths in logical pixels. `dotted` are squares of `width` at every
/// `spacing`, with every other row shifted by half of it.
struct Stroke {
    StrokeDirection direction;
    std::int16_t spacing;
    std::int16_t width;
};

/// Returns the line families of a pattern; none for solid.
std::span<const Stroke> strokes_of(Pattern pattern) noexcept;

/// Every pattern repeats in both directions after this number of logical pixels.
inline constexpr int pattern_period = 24;

/// Whether the pattern has ink on this logical pixel. The coordinates may have any value.
bool has_ink(Pattern pattern, int x, int y) noexcept;

} // namespace interleave
