// SPDX-License-Identifier: GPL-3.0-or-later
// The same scenario over the values of one parameter, for several backends, several times each.
#pragma once

#include "core/analysis/speedup.h"
#include "core/engine/machine.h"
#include "core/engine/session.h"
#include "core/experiment/sweep_axis.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

struct SweepRequest {
    const Scenario* scenario = nullptr;
    ParameterSet parameters; ///< of all parameters but the swept one
    SweepAxis axis;
    std::vector<Backend> backends;
    int repeats = 5; ///< counted runs of each point
    std::uint64_t seed = 1;
    std::chrono::milliseconds time_limit{60'000}; ///< of each run
};

/// All runs of one backend at one value.
struct SweepPoint {
    Backend backend;
    double value;                ///< of the swept parameter
    std::vector<double> seconds; ///< in the order measured

    double median() const; ///< NaN without a measurement
    double least() const;
    double most() const;
};

/// One backend's points as a curve. Speedup and what follows from it exist only in a sweep over the number of
/// workers.
struct SweepCurve {
    Backend backend;
    std::vector<SweepPoint> points; ///< by value

    /// Median seconds with one worker of the same backend, once there is one.
    std::optional<double> one_worker() const;
};

/// What has been measured so far; a snapshot that is whole at any moment.
struct SweepResult {
    std::vector<SweepCurve> curves;
    Machine machine{};
    std::size_t runs_done = 0;
    std::size_t runs_total = 0;
    bool stopped = false;            ///< ended before all was measured
    std::vector<std::string> errors; ///< one line per run that failed
};

/// Measures all points, in rounds over all of them so that a slow phase of the machine hits every point
/// alike. `news` is called after each run with what there is by then; when it returns false the sweep ends
/// with what it has. Blocks the calling thread. A scenario's time is its outcome value `work_ms`: from the
/// start gate to the end of the last worker.
SweepResult measure_sweep(const SweepRequest& request, const std::function<bool(const SweepResult&)>& news);

/// The laws fitted to one backend's speedups.
struct SweepFits {
    std::optional<AmdahlFit> amdahl;
    std::optional<ScalabilityFit> scalability;
};

/// Speedups of the measured points of a curve over the number of workers; none before one worker was
/// measured.
std::vector<SpeedupPoint> speedups(const SweepCurve& curve);
SweepFits fit(const SweepCurve& curve);

/// One line for pictures: scenario, parameters, repeats, seed, machine.
std::string caption(const SweepRequest& request, const SweepResult& result);

/// Programs read these keys; docs/command-line.md tells what each of them is.
Json to_json(const SweepRequest& request, const SweepResult& result);

} // namespace interleave
