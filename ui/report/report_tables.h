// SPDX-License-Identifier: GPL-3.0-or-later
// A run's figures as tables of words, made by pure functions: the model of the report's views, testable
// without a window.
#pragma once

#include "core/analysis/lock_times.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"
#include "ui/table/table.h"

#include <vector>

namespace interleave {

/// One row per lane: its kind, its end, and its time in each state that any lane was in. Any trace, also one
/// that grows.
Table lane_table(const Trace& trace);
/// One row per object that was waited for or held: the five parts of its time.
Table lock_table(const std::vector<LockTimes>& objects);
/// How the run ended and the values it came to.
Table outcome_table(const RunInfo& info);

} // namespace interleave
