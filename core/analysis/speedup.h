// SPDX-License-Identifier: GPL-3.0-or-later
// Speedup by number of workers, calculated from measured times, and the two laws fitted to it. Pure
// functions.
#pragma once

#include <optional>
#include <span>

namespace interleave {

/// Returns T(1) ÷ T(n).
constexpr double speedup(double seconds_alone, double seconds) noexcept {
    return seconds_alone / seconds;
}

/// Returns the speedup per worker; 1 is ideal.
constexpr double efficiency(double speedup, double workers) noexcept {
    return speedup / workers;
}

/// Returns the serial fraction that would explain a speedup of n workers (Karp and Flatt 1990): (1/S − 1/n) ÷
/// (1 − 1/n). If it is constant over n, a part of the work is serial. If it grows, coordination costs time.
/// There is none for fewer than 2 workers.
std::optional<double> karp_flatt(double speedup, double workers) noexcept;

/// Returns S(n) = 1 ÷ ((1 − p) + p/n) (Amdahl 1967).
double amdahl(double parallel_fraction, double workers) noexcept;

/// Returns C(n) = n ÷ (1 + σ(n − 1) + κn(n − 1)), the universal scalability law (Gunther 1993).
double scalability(double contention, double coherency, double workers) noexcept;

/// A measured speedup.
struct SpeedupPoint {
    double workers;
    double speedup;
};

struct AmdahlFit {
    double parallel_fraction; ///< p, from 0 to 1
    double error;             ///< root mean square of the relative differences
};

struct ScalabilityFit {
    double contention; ///< σ, at least 0
    double coherency;  ///< κ, at least 0
    double error;      ///< root mean square of the relative differences
    /// Returns the number of workers beyond which more make it slower, none if there is no such number.
    std::optional<double> peak() const noexcept;
};

/// Fits by least squares of the relative differences. Points with at most one worker are ignored, as they
/// contain no information. Returns none if no other point is left.
std::optional<AmdahlFit> fit_amdahl(std::span<const SpeedupPoint> points) noexcept;

/// Does the same. Returns none without at least two different numbers of workers above 1.
std::optional<ScalabilityFit> fit_scalability(std::span<const SpeedupPoint> points) noexcept;

} // namespace interleave
