// SPDX-License-Identifier: GPL-3.0-or-later
// A run's report as the JSON document that `interleave run --json` prints.
#pragma once

#include "core/analysis/run_report.h"

namespace interleave {

/// Programs read these keys; docs/command-line.md tells what each of them is.
Json to_json(const RunReport& report);

} // namespace interleave
