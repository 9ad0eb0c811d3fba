// SPDX-License-Identifier: GPL-3.0-or-later
// A run's report as a few lines for a terminal.
#pragma once

#include "core/analysis/run_report.h"

#include <string>

namespace interleave {

/// How the run ended, its wall time, lanes, objects with waits, outcome and checks; each line ends in a
/// newline.
std::string to_text(const RunReport& report);

} // namespace interleave
