// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a scenario for the values of one parameter and for several backends, several times each.
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

/// Measures all points in rounds, so that a slow phase of the machine affects all points equally. `progress`
/// is called with the measurements so far, after each run and several times a second during one. When it
/// returns false, the sweep ends with what it has. The function blocks the calling thread. A scenario's time
/// is its outcome value `work_ms`: from the start gate to the end of the last worker.
SweepResult measure_sweep(const SweepRequest& request,
                          const std::function<bool(const SweepResult&)>& progress);

/// The laws fitted to one backend's speedups.
struct SweepFits {
    std::optional<AmdahlFit> amdahl;
    std::optional<ScalabilityFit> scalability;
};

/// Returns the speedups of the measured points of a curve over the number of workers, none before one worker
/// was measured.
std::vector<SpeedupPoint> speedups(const SweepCurve& curve);
SweepFits fit(const SweepCurve& curve);

/// Returns one line for pictures with scenario, parameters, repeats, seed and machine.
std::string caption(const SweepRequest& request, const SweepResult& result);

/// Programs read these keys. docs/command-line.md describes each of them.
Json to_json(const SweepRequest& request, const SweepResult& result);

} // namespace interleave
