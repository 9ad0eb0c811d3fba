// SPDX-License-Identifier: GPL-3.0-or-later
// One axis of a chart: pure functions that convert numbers to pixels and find ticks at round numbers.
#pragma once

#include <cmath>
#include <vector>

namespace interleave {

/// Returns the greatest of 1, 2, 5 times a power of ten that divides `length` into at least about `pieces`
/// parts.
inline double round_step(double length, int pieces) {
    if (!(length > 0))
        return 1;
    const double raw = length / pieces;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    const double rest = raw / power;
    return power * (rest < 1.5 ? 1 : rest < 3.5 ? 2 : rest < 7.5 ? 5 : 10);
}

struct ChartAxis {
    double least; ///< value at `from`
    double most;  ///< value at `until`
    double from;  ///< pixel
    double until; ///< pixel

    double pixel(double value) const { return from + (value - least) / (most - least) * (until - from); }

    std::vector<double> ticks(int about) const {
        const double step = round_step(most - least, about);
        std::vector<double> ticks;
        for (double i = std::ceil(least / step - 1e-9); i * step <= most + step * 1e-9; ++i)
            ticks.push_back(i * step);
        return ticks;
    }
};

} // namespace interleave
