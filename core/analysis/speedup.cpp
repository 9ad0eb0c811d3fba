// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/speedup.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

bool counts(const SpeedupPoint& point) noexcept {
    return point.workers > 1 && point.speedup > 0 && std::isfinite(point.workers) &&
           std::isfinite(point.speedup);
}

template <typename Law>
double relative_error(std::span<const SpeedupPoint> points, Law&& law) noexcept {
    double sum = 0;
    double count = 0;
    for (const SpeedupPoint& point : points) {
        if (!counts(point))
            continue;
        const double difference = law(point.workers) / point.speedup - 1;
        sum += difference * difference;
        ++count;
    }
    return std::sqrt(sum / count);
}

} // namespace

std::optional<double> karp_flatt(double speedup, double workers) noexcept {
    if (!(workers > 1) || !(speedup > 0))
        return std::nullopt;
    return (1 / speedup - 1 / workers) / (1 - 1 / workers);
}

double amdahl(double parallel_fraction, double workers) noexcept {
    return 1 / ((1 - parallel_fraction) + parallel_fraction / workers);
}

double scalability(double contention, double coherency, double workers) noexcept {
    return workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1));
}

std::optional<double> ScalabilityFit::peak() const noexcept {
    if (!(coherency > 0) || contention >= 1)
        return std::nullopt;
    return std::sqrt((1 - contention) / coherency);
}

// The reciprocals of both laws are linear in their parameters: 1/S = 1 − p(1 − 1/n) and n/S − 1 = σ(n − 1) +
// κn(n − 1). A difference d of the left sides is a relative difference of S of about S·d, and S/n·d, which
// gives the weights.

std::optional<AmdahlFit> fit_amdahl(std::span<const SpeedupPoint> points) noexcept {
    double xx = 0;
    double xy = 0;
    for (const SpeedupPoint& point : points) {
        if (!counts(point))
            continue;
        const double weight = point.speedup * point.speedup;
        const double x = 1 - 1 / point.workers;
        xx += weight * x * x;
        xy += weight * x * (1 - 1 / point.speedup);
    }
    if (xx == 0)
        return std::nullopt;
    const double fraction = std::clamp(xy / xx, 0.0, 1.0);
    return AmdahlFit{fraction, relative_error(points, [&](double n) { return amdahl(fraction, n); })};
}

std::optional<ScalabilityFit> fit_scalability(std::span<const SpeedupPoint> points) noexcept {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ay = 0;
    double by = 0;
    for (const SpeedupPoint& point : points) {
        if (!counts(point))
            continue;
        const double n = point.workers;
        const double weight = point.speedup / n * (point.speedup / n);
        const double a = n - 1;
        const double b = n * (n - 1);
        const double y = n / point.speedup - 1;
        aa += weight * a * a;
        ab += weight * a * b;
        bb += weight * b * b;
        ay += weight * a * y;
        by += weight * b * y;
    }
    // With only one number of workers the two columns are multiples of each other.
    const double determinant = aa * bb - ab * ab;
    if (!(determinant > 1e-12 * aa * bb))
        return std::nullopt;
    double contention = (ay * bb - by * ab) / determinant;
    double coherency = (by * aa - ay * ab) / determinant;
    // Neither parameter has a meaning below 0. In that case the best fit lies on the border.
    if (contention < 0) {
        contention = 0;
        coherency = std::max(0.0, by / bb);
    } else if (coherency < 0) {
        coherency = 0;
        contention = std::max(0.0, ay / aa);
    }
    return ScalabilityFit{contention, coherency, relative_error(points, [&](double n) {
                              return scalability(contention, coherency, n);
                          })};
}

} // namespace interleave
