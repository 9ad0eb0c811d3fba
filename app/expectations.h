// SPDX-License-Identifier: GPL-3.0-or-later
// What --expect asks of a run.
#pragma once

#include "app/command_line.h"

#include "core/analysis/outcome_condition.h"
#include "core/trace/run_info.h"

#include <string>
#include <vector>

namespace interleave {

/// Reads all of --expect. Throws UsageError.
std::vector<OutcomeCondition> expectations_of(const Arguments& arguments);

/// Returns a line for the first condition that is not met; empty if all are. What cannot be told is not met.
std::string unmet(const std::vector<OutcomeCondition>& expectations, const RunInfo& info);

} // namespace interleave
