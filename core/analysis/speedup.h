// SPDX-License-Identifier: GPL-3.0-or-later
// Speedup against workers: what follows from measured times, and the two laws fitted to them. Pure functions.
#pragma once

#include <optional>
#include <span>

namespace interleave {

/// T(1) ÷ T(n).
constexpr double speedup(double seconds_alone, double seconds) noexcept {
    return seconds_alone / seconds;
}

/// Speedup per worker; 1 is ideal.
constexpr double efficiency(double speedup, double workers) noexcept {
    return speedup / workers;
}

/// The serial fraction that would explain a speedup of n workers (Karp and Flatt 1990): (1/S − 1/n) ÷ (1 −
/// 1/n). Flat over n: work that cannot be shared out; growing: cost of working together. None for fewer
/// than 2.
std::optional<double> karp_flatt(double speedup, double workers) noexcept;

/// S(n) = 1 ÷ ((1 − p) + p/n) (Amdahl 1967).
double amdahl(double parallel_fraction, double workers) noexcept;

/// C(n) = n ÷ (1 + σ(n − 1) + κn(n − 1)): the universal scalability law (Gunther 1993).
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
    /// The number of workers beyond which more make it slower; none if it never turns.
    std::optional<double> peak() const noexcept;
};

/// Least squares of the relative differences. Points with no or one worker say nothing and do not count. None
/// without at least one other.
std::optional<AmdahlFit> fit_amdahl(std::span<const SpeedupPoint> points) noexcept;

/// The same; none without at least two different numbers of workers above 1.
std::optional<ScalabilityFit> fit_scalability(std::span<const SpeedupPoint> points) noexcept;

} // namespace interleave
