// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/pattern.h"

#include <algorithm>
#include <array>

namespace interleave {

namespace {

using enum StrokeDirection;

constexpr std::array<Stroke, 1> dots{{{dotted, 4, 1}}};
constexpr std::array<Stroke, 1> rising_lines{{{rising, 6, 2}}};
constexpr std::array<Stroke, 1> falling_lines{{{falling, 6, 2}}};
constexpr std::array<Stroke, 2> cross_lines{{{rising, 8, 1}, {falling, 8, 1}}};
constexpr std::array<Stroke, 1> horizontal_lines{{{horizontal, 4, 1}}};
constexpr std::array<Stroke, 1> vertical_lines{{{vertical, 4, 1}}};
constexpr std::array<Stroke, 2> grid_lines{{{horizontal, 6, 1}, {vertical, 6, 1}}};
constexpr std::array<Stroke, 1> thick_bars{{{horizontal, 8, 3}}};
constexpr std::array<Stroke, 1> thick_posts{{{vertical, 8, 3}}};
constexpr std::array<Stroke, 1> coarse_dots{{{dotted, 6, 3}}};
constexpr std::array<Stroke, 1> sparse_falling_lines{{{falling, 12, 1}}};
constexpr std::array<Stroke, 1> sparse_rising_lines{{{rising, 12, 1}}};
constexpr std::array<Stroke, 1> sparse_vertical_lines{{{vertical, 12, 1}}};

constexpr int modulo(int value, int divisor) noexcept {
    const int rest = value % divisor;
    return rest < 0 ? rest + divisor : rest;
}

constexpr bool inks(const Stroke& stroke, int x, int y) noexcept {
    switch (stroke.direction) {
    case rising:
        return modulo(x + y, stroke.spacing) < stroke.width;
    case falling:
        return modulo(x - y, stroke.spacing) < stroke.width;
    case horizontal:
        return modulo(y, stroke.spacing) < stroke.width;
    case vertical:
        return modulo(x, stroke.spacing) < stroke.width;
    case dotted: {
        const bool shifted = modulo(y, 2 * stroke.spacing) >= stroke.spacing;
        const int from_left = shifted ? x + stroke.spacing / 2 : x;
        return modulo(y, stroke.spacing) < stroke.width && modulo(from_left, stroke.spacing) < stroke.width;
    }
    }
    return false;
}

} // namespace

std::span<const Stroke> strokes_of(Pattern pattern) noexcept {
    switch (pattern) {
    case Pattern::solid:
        return {};
    case Pattern::dots:
        return dots;
    case Pattern::rising:
        return rising_lines;
    case Pattern::falling:
        return falling_lines;
    case Pattern::cross:
        return cross_lines;
    case Pattern::horizontal:
        return horizontal_lines;
    case Pattern::vertical:
        return vertical_lines;
    case Pattern::grid:
        return grid_lines;
    case Pattern::bars:
        return thick_bars;
    case Pattern::posts:
        return thick_posts;
    case Pattern::spots:
        return coarse_dots;
    case Pattern::sparse_falling:
        return sparse_falling_lines;
    case Pattern::sparse_vertical:
        return sparse_vertical_lines;
    case Pattern::sparse_rising:
        return sparse_rising_lines;
    }
    return {};
}

bool has_ink(Pattern pattern, int x, int y) noexcept {
    return std::ranges::any_of(strokes_of(pattern), [=](const Stroke& stroke) { return inks(stroke, x, y); });
}

} // namespace interleave
