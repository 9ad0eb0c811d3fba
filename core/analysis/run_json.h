// SPDX-License-Identifier: GPL-3.0-or-later
// Converts a run's report to the JSON document that `interleave run --json` prints.
#pragma once

#include "core/analysis/run_report.h"

namespace interleave {

/// Programs read these keys. docs/command-line.md describes each of them.
Json to_json(const RunReport& report);

} // namespace interleave
