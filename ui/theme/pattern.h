// SPDX-License-Identifier: GPL-3.0-or-later
// Hatch patterns: the second sign beside the colour, so that states are told apart without colour.
#pragma once

#include <cstdint>
#include <span>

namespace interleave {

enum class Pattern : std::uint8_t {
    solid,
    dots,
    wide_diagonals, ///< rising
    lattice,        ///< thin diagonals, both ways
    posts,          ///< vertical lines
    far_posts,
    thin_falling,   ///< lines like a backslash, far apart
    thin_diagonals, ///< rising
    middle_line,    ///< along half the bar's height
    beads,          ///< squares along half the bar's height
};

enum class StrokeDirection : std::uint8_t { rising, falling, vertical, dotted, along_middle, beaded };

/// A family of equal strokes, with lengths in logical pixels. `spacing` is measured along the bar, `width`
/// across the stroke. `dotted` are two squares of `width` in each square of `spacing`. `along_middle` is a
/// single line and has no spacing.
struct Stroke {
    StrokeDirection direction;
    double spacing;
    double width;
};

/// Returns the families of strokes of a pattern; none for solid.
std::span<const Stroke> strokes_of(Pattern pattern) noexcept;

/// Whether the pattern follows the bar's height. All others are tiles, which are fixed to the screen.
bool follows_height(Pattern pattern) noexcept;

/// Returns the width of such a pattern's stroke in a bar of this height, both in logical pixels: beads are
/// smaller in a low bar.
double middle_width(Pattern pattern, double bar_height) noexcept;

/// Returns the side of the pattern's tile in pixels, `scale` of which are a logical one. It is 1 for what has
/// no tile.
int tile_side(Pattern pattern, double scale) noexcept;

/// Returns how much of the pixel (x, y) of a tile its ink covers, from 0 to 1. The coordinates may have any
/// value.
double ink_cover(Pattern pattern, int x, int y, double scale) noexcept;

/// Returns which part of a bar of usual height its ink covers.
double mean_ink_cover(Pattern pattern) noexcept;

} // namespace interleave
