// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/pattern.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace interleave {

namespace {

using enum StrokeDirection;

constexpr std::array<Stroke, 1> dots{{{dotted, 6, 1.5}}};
constexpr std::array<Stroke, 1> wide_diagonals{{{rising, 9, 1.9}}};
constexpr std::array<Stroke, 2> lattice{{{rising, 8, 0.9}, {falling, 8, 0.9}}};
constexpr std::array<Stroke, 1> posts{{{vertical, 5, 1}}};
constexpr std::array<Stroke, 1> far_posts{{{vertical, 14, 1}}};
constexpr std::array<Stroke, 1> thin_falling{{{falling, 12, 0.9}}};
constexpr std::array<Stroke, 1> thin_diagonals{{{rising, 9, 0.9}}};
constexpr std::array<Stroke, 1> middle_line{{{along_middle, 0, 1}}};
constexpr std::array<Stroke, 1> beads{{{beaded, 8, 3}}};

constexpr double usual_height = 17; ///< of the bar in a row of 28 logical pixels

/// Returns how much of [pixel, pixel + 1) the stretches [begin, begin + length) of all periods cover.
double overlap(int pixel, double begin, double length, double period) noexcept {
    const double from = pixel - std::floor((pixel - begin) / period) * period; // in [begin, begin + period)
    const double first = std::clamp(begin + length - from, 0.0, 1.0);
    const double next = std::clamp(from + 1 - (begin + period), 0.0, 1.0);
    return first + std::min(next, length);
}

/// Returns which part of a pixel lies below a line of 45° that passes at `distance` from its middle.
double part_below(double distance) noexcept {
    constexpr double half = 1 / std::numbers::sqrt2; // of the pixel's diagonal
    const double rest = half - std::min(std::abs(distance), half);
    const double corner = rest * rest; // the triangle that the line cuts off
    return distance < 0 ? corner : 1 - corner;
}

/// Returns how much of a pixel a slanted line covers whose middle is `along` pixels away, measured along the
/// bar.
double slanted_cover(double along, double width) noexcept {
    const double distance = along / std::numbers::sqrt2;
    return part_below(distance + width / 2) - part_below(distance - width / 2);
}

double cover_of(const Stroke& stroke, int x, int y, double scale) noexcept {
    const double period = std::max(1.0, std::round(stroke.spacing * scale));
    const double width = stroke.width * scale;
    const auto to_nearest = [period](double along) { return along - std::round(along / period) * period; };
    switch (stroke.direction) {
    case rising:
        return slanted_cover(to_nearest(x + y + 1), width);
    case falling:
        return slanted_cover(to_nearest(x - y), width);
    case vertical:
        return overlap(x, 0, width, period);
    case dotted: {
        const double first = period / 6;
        const double second = first + period / 2;
        return overlap(x, first, width, period) * overlap(y, first, width, period) +
               overlap(x, second, width, period) * overlap(y, second, width, period);
    }
    case along_middle:
    case beaded:
        break;
    }
    return 0;
}

} // namespace

std::span<const Stroke> strokes_of(Pattern pattern) noexcept {
    switch (pattern) {
    case Pattern::solid:
        return {};
    case Pattern::dots:
        return dots;
    case Pattern::wide_diagonals:
        return wide_diagonals;
    case Pattern::lattice:
        return lattice;
    case Pattern::posts:
        return posts;
    case Pattern::far_posts:
        return far_posts;
    case Pattern::thin_falling:
        return thin_falling;
    case Pattern::thin_diagonals:
        return thin_diagonals;
    case Pattern::middle_line:
        return middle_line;
    case Pattern::beads:
        return beads;
    }
    return {};
}

bool follows_height(Pattern pattern) noexcept {
    return pattern == Pattern::middle_line || pattern == Pattern::beads;
}

double middle_width(Pattern pattern, double bar_height) noexcept {
    constexpr double low = 12;
    const double width = strokes_of(pattern).front().width;
    return pattern == Pattern::beads && bar_height < low ? width - 1 : width;
}

int tile_side(Pattern pattern, double scale) noexcept {
    if (pattern == Pattern::solid || follows_height(pattern))
        return 1;
    return std::max(1, static_cast<int>(std::lround(strokes_of(pattern).front().spacing * scale)));
}

double ink_cover(Pattern pattern, int x, int y, double scale) noexcept {
    double most = 0;
    for (const Stroke& stroke : strokes_of(pattern))
        most = std::max(most, cover_of(stroke, x, y, scale));
    return most;
}

double mean_ink_cover(Pattern pattern) noexcept {
    if (pattern == Pattern::middle_line)
        return middle_line.front().width / usual_height;
    if (pattern == Pattern::beads) {
        const Stroke& bead = beads.front();
        return bead.width * bead.width / (bead.spacing * usual_height);
    }
    const int side = tile_side(pattern, 1);
    double sum = 0;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            sum += ink_cover(pattern, x, y, 1);
    return sum / (side * side);
}

} // namespace interleave
