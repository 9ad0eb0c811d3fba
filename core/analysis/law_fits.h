// SPDX-License-Identifier: GPL-3.0-or-later
// The laws of speedup, fitted to repeated measurements, with the uncertainty of what was fitted. Pure
// functions.
#pragma once

#include "core/analysis/speedup.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace interleave {

/// A fit needs this many numbers of workers, one worker among them, and this many runs with each. With fewer,
/// a single disturbed run decides the result.
inline constexpr std::size_t least_worker_counts = 3;
inline constexpr std::size_t least_repeats = 3;

/// The times of all runs with one number of workers.
struct WorkerTimes {
    double workers;
    std::vector<double> seconds;
};

/// Where 95 % of the fits lie if the measurement is repeated.
struct FitInterval {
    double least;
    double most;
};

struct LawFits {
    AmdahlFit amdahl;
    FitInterval parallel_fraction;
    ScalabilityFit scalability;
    FitInterval contention;
    FitInterval coherency;
};

/// Fits both laws to the medians. The intervals are those of the bootstrap (Efron 1979): the runs of each
/// number of workers are drawn again with replacement, and the laws are fitted to each such sample. The same
/// times give the same intervals. The result is empty with fewer than `least_worker_counts` numbers of
/// workers that have `least_repeats` runs, and without one worker among them. Other numbers of workers are
/// left out.
std::optional<LawFits> fit_laws(std::span<const WorkerTimes> times);

} // namespace interleave
