// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a verdict of each check of a scenario.
#pragma once

#include "core/event/collector.h"
#include "core/trace/check.h"
#include "core/trace/trace.h"

#include <vector>

namespace interleave {

/// Takes from the trace what checks ask of it, and decides all. Where records were lost (`counts`), what was
/// counted on the trace decides nothing, and `why` says so.
void decide_checks(std::vector<Check>& checks, const Trace& trace, const CollectorCounts& counts);

} // namespace interleave
