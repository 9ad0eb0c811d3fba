// SPDX-License-Identifier: GPL-3.0-or-later
// A run's figures as tables of words. The pure functions are the model of the report's views and can be
// tested without a window.
#pragma once

#include "core/trace/run_info.h"
#include "core/trace/trace.h"
#include "ui/table/table.h"

namespace interleave {

/// Makes one row per lane: its kind, its end, and its time in each state that any lane was in. The trace may
/// still grow.
/// A time that cannot be told, because some of the records that were counted as missing belong to it, is a
/// question mark.
Table lane_table(const Trace& trace, const CollectorCounts& counts);
/// Says how the run ended, and which values it produced.
Table outcome_table(const RunInfo& info);

} // namespace interleave
