// SPDX-License-Identifier: GPL-3.0-or-later
// Decides the checks of a scenario.
#pragma once

#include "core/event/collector.h"
#include "core/trace/check.h"
#include "core/trace/trace.h"

#include <vector>

namespace interleave {

/// Measures on the trace what checks need, and decides all checks. If records are missing (`counts`) on
/// which a check depends, it is undecided, and `why` says so.
void decide_checks(std::vector<Check>& checks, const Trace& trace, const CollectorCounts& counts);

} // namespace interleave
