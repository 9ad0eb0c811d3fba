// SPDX-License-Identifier: GPL-3.0-or-later
// Formats a run's report as a few lines for a terminal.
#pragma once

#include "core/analysis/run_report.h"

#include <string>

namespace interleave {

/// Returns lines that say how the run ended, its wall time, lanes, objects with waits, outcome and checks.
/// Each line ends with a newline.
std::string to_text(const RunReport& report);

} // namespace interleave
