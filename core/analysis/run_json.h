// SPDX-License-Identifier: GPL-3.0-or-later
// Converts a run's report to the JSON document that `interleave run --json` prints.
#pragma once

#include "core/analysis/run_report.h"

namespace interleave {

/// Programs read these keys. docs/command-line.md describes each of them.
Json to_json(const RunReport& report);

/// Returns the ms in each state by its key: null where the run's records cannot tell it.
Json states_json(const StateTimes& times, const RunInfo& info);

} // namespace interleave
