// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep has measured: the runs of each point, curves of them, and how far they can be trusted.
#pragma once

#include "core/analysis/law_fits.h"
#include "core/scenario/scenario.h"
#include "core/trace/machine.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// The time of one run.
struct SweepMeasurement {
    double seconds;
    std::string doubt; ///< what besides the program can have made the time; empty if nothing is known
};

/// All runs of one backend at one value.
struct SweepPoint {
    Backend backend;
    double value;                       ///< of the swept parameter
    std::vector<SweepMeasurement> runs; ///< in the order measured

    std::vector<double> seconds() const;
    /// Returns the median of all runs, the doubtful ones too; NaN without a run.
    double median() const;
    double least() const;
    double most() const;
    /// Returns the reason of the latest doubtful run if at least half of the runs are doubtful, so that the
    /// median may be one of them. It is empty otherwise.
    std::string doubt() const;
};

/// One backend's points as a curve. Speedup and what follows from it exist only in a sweep over the number of
/// workers.
struct SweepCurve {
    Backend backend;
    std::vector<SweepPoint> points; ///< by value
    std::optional<LawFits> laws;    ///< over workers, from the points that are not doubtful

    /// Returns the median seconds with one worker of the same backend, none before it was measured.
    std::optional<double> one_worker() const;
};

/// The measurements so far. It is consistent at any moment.
struct SweepResult {
    std::vector<SweepCurve> curves;
    Machine machine{};
    std::size_t runs_done = 0;
    std::size_t runs_total = 0;
    bool stopped = false;            ///< ended before all was measured
    std::vector<std::string> errors; ///< one line per run that failed
};

/// Returns why the speedup of a point over workers may be wrong: the point is doubtful, or that of one worker
/// is, or it is clearly more than its workers can give. It is empty if nothing speaks against it.
std::string doubt_of_speedup(const SweepCurve& curve, const SweepPoint& point);

/// Fits the laws to the points over workers whose speedup is not in doubt.
std::optional<LawFits> fit(const SweepCurve& curve);

/// Returns why no law is fitted to a curve over workers: one line.
std::string why_no_laws();

} // namespace interleave
