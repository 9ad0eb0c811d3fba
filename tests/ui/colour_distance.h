// SPDX-License-Identifier: GPL-3.0-or-later
// How far apart two colours look: CIEDE2000 (Sharma, Wu and Dalal 2005), for normal sight, the three
// dichromacies (Machado, Oliveira and Fernandes 2009, full severity) and on a grey copy.
#pragma once

#include "ui/theme/theme.h"

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace interleave::test {

using Triple = std::array<double, 3>;

enum class Sight { normal, deuteranopia, protanopia, tritanopia, grey };
inline constexpr std::array all_sights{Sight::normal, Sight::deuteranopia, Sight::protanopia,
                                       Sight::tritanopia, Sight::grey};

/// Returns the light of a colour: linear red, green and blue from 0 to 1.
inline Triple light_of(const QColor& colour) {
    const auto linear = [](float part) {
        const auto value = static_cast<double>(part);
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

/// Returns the light of a fill that ink covers in part, as it is seen from afar.
inline Triple mixed_light(const QColor& fill, const QColor& ink, double cover) {
    const Triple under = light_of(fill);
    const Triple over = light_of(ink);
    Triple sum{};
    for (std::size_t i = 0; i < 3; ++i)
        sum[i] = under[i] * (1 - cover) + over[i] * cover;
    return sum;
}

inline Triple product(const std::array<Triple, 3>& matrix, const Triple& light) {
    Triple result{};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t i = 0; i < 3; ++i)
            result[row] += matrix[row][i] * light[i];
    return result;
}

inline Triple seen_with(Sight sight, const Triple& light) {
    constexpr std::array<Triple, 3> protan{
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    constexpr std::array<Triple, 3> deutan{
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    constexpr std::array<Triple, 3> tritan{
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
    switch (sight) {
    case Sight::deuteranopia:
        return product(deutan, light);
    case Sight::protanopia:
        return product(protan, light);
    case Sight::tritanopia:
        return product(tritan, light);
    case Sight::grey: {
        const double luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
        return {luminance, luminance, luminance};
    }
    case Sight::normal:
        break;
    }
    return light;
}

/// Returns L*, a* and b* under daylight (D65).
inline Triple lab_of(const Triple& light) {
    Triple bounded{};
    std::ranges::transform(light, bounded.begin(), [](double part) { return std::clamp(part, 0.0, 1.0); });
    constexpr std::array<Triple, 3> to_xyz{{{0.4124564, 0.3575761, 0.1804375},
                                            {0.2126729, 0.7151522, 0.0721750},
                                            {0.0193339, 0.1191920, 0.9503041}}};
    constexpr Triple white{0.95047, 1, 1.08883};
    Triple f = product(to_xyz, bounded);
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = f[i] / white[i];
        f[i] = part > 216.0 / 24389 ? std::cbrt(part) : (24389.0 / 27 * part + 16) / 116;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

inline double ciede2000(const Triple& one, const Triple& other) {
    constexpr double degree = std::numbers::pi / 180;
    const auto seventh = [](double value) { return std::pow(value, 7); };
    const auto share = [&](double chroma) {
        return std::sqrt(seventh(chroma) / (seventh(chroma) + seventh(25)));
    };
    const double mean_of_both = (std::hypot(one[1], one[2]) + std::hypot(other[1], other[2])) / 2;
    const double stretch = 1 + 0.5 * (1 - share(mean_of_both));
    const auto hue_of = [](double a, double b) {
        if (a == 0 && b == 0)
            return 0.0;
        const double hue = std::atan2(b, a) / degree;
        return hue < 0 ? hue + 360 : hue;
    };
    const double chroma1 = std::hypot(stretch * one[1], one[2]);
    const double chroma2 = std::hypot(stretch * other[1], other[2]);
    const double hue1 = hue_of(stretch * one[1], one[2]);
    const double hue2 = hue_of(stretch * other[1], other[2]);
    const bool colourless = chroma1 * chroma2 == 0;
    double turn = colourless ? 0 : hue2 - hue1;
    if (turn > 180)
        turn -= 360;
    if (turn < -180)
        turn += 360;
    double hue = hue1 + hue2;
    if (!colourless) {
        if (std::abs(hue1 - hue2) > 180)
            hue += hue < 360 ? 360 : -360;
        hue /= 2;
    }
    const double lightness = (one[0] + other[0]) / 2;
    const double chroma = (chroma1 + chroma2) / 2;
    const double t = 1 - 0.17 * std::cos((hue - 30) * degree) + 0.24 * std::cos(2 * hue * degree) +
                     0.32 * std::cos((3 * hue + 6) * degree) - 0.20 * std::cos((4 * hue - 63) * degree);
    const double from_middle = (lightness - 50) * (lightness - 50);
    const double by_lightness = (other[0] - one[0]) / (1 + 0.015 * from_middle / std::sqrt(20 + from_middle));
    const double by_chroma = (chroma2 - chroma1) / (1 + 0.045 * chroma);
    const double by_hue =
        2 * std::sqrt(chroma1 * chroma2) * std::sin(turn / 2 * degree) / (1 + 0.015 * chroma * t);
    const double near_blue = std::exp(-std::pow((hue - 275) / 25, 2));
    const double rotation = -2 * share(chroma) * std::sin(60 * near_blue * degree);
    return std::sqrt(by_lightness * by_lightness + by_chroma * by_chroma + by_hue * by_hue +
                     rotation * by_chroma * by_hue);
}

/// Returns how far apart two styles look: the larger of their flat fills' distance and that of the fills
/// mixed with their patterns.
inline double distance_of(const BandStyle& one, const BandStyle& other, Sight sight) {
    const auto lab = [sight](const BandStyle& style, double cover) {
        return lab_of(seen_with(sight, mixed_light(style.fill, style.ink, cover)));
    };
    return std::max(
        ciede2000(lab(one, 0), lab(other, 0)),
        ciede2000(lab(one, mean_ink_cover(one.pattern)), lab(other, mean_ink_cover(other.pattern))));
}

} // namespace interleave::test
