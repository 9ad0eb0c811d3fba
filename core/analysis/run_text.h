// SPDX-License-Identifier: GPL-3.0-or-later
// Formats a run's report as a few lines for a terminal.
#pragma once

#include "core/analysis/run_report.h"

#include <string>

namespace interleave {

/// Returns lines that say how the run ended, its wall time, lanes, objects with waits, outcome and checks.
/// Each line ends with a newline.
std::string to_text(const RunReport& report);

/// Whether what is known of the run ends before the run did, as in the file of a program that was killed. Its
/// error says why.
bool is_cut_off(const RunInfo& info) noexcept;

} // namespace interleave
