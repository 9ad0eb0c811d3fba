// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a scenario for the values of one parameter and for several backends, several times each.
#pragma once

#include "core/engine/session.h"
#include "core/experiment/sweep_axis.h"
#include "core/experiment/sweep_result.h"

#include <chrono>
#include <cstdint>
#include <functional>
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

/// Measures all points in rounds, so that a slow phase of the machine affects all points equally. `progress`
/// is called with the measurements so far, after each run and several times a second during one. When it
/// returns false, the sweep ends with what it has. The function blocks the calling thread. A scenario's time
/// is its outcome value `work_ms`: from the start gate to the end of the last worker. A run is doubtful if
/// other programs or a quota took processors meanwhile, or if after its round the processors together were
/// slower than after another. The laws are fitted at the end of each round.
SweepResult measure_sweep(const SweepRequest& request,
                          const std::function<bool(const SweepResult&)>& progress);

/// Returns why a point cannot be relied on, over workers its speedup; one line, empty if nothing speaks
/// against it.
std::string doubt_of(const SweepAxis& axis, const SweepCurve& curve, const SweepPoint& point);

/// Returns one reason for doubt, as one line; empty if no point is doubtful.
std::string first_doubt(const SweepRequest& request, const SweepResult& result);

/// Programs read these keys. docs/command-line.md describes each of them.
Json to_json(const SweepRequest& request, const SweepResult& result);

} // namespace interleave
