// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run: its events, the states of its lanes, its objects and its lanes.
#pragma once

#include "core/analysis/event_filter.h"
#include "core/file/export_part.h"
#include "core/file/table_output.h"
#include "core/trace/run_info.h"

#include <functional>

namespace interleave {

/// A table that a run has.
struct RunTable {
    const char* name; ///< "events"
    TableColumns columns;
    /// Fills in the rows. Any thread may call it, also while the run goes on.
    void (*fill)(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part);
};

/// What happened, in order of time: what the lanes recorded, what the kernel reported and where records are
/// missing.
extern const RunTable events_table;
/// Fills in the rows of events_table that a filter lets pass. `passed`, if there is one, is called every few
/// milliseconds with the time up to which it is done. Any thread may call it, also while the run goes on.
void fill_events(TableOutput& table, const Trace& trace, const EventFilter& filter,
                 const std::function<void(std::int64_t time)>& passed = {});
/// The states of the lanes, lane after lane in the order in which they were started. States are cut at the
/// ends of the part.
extern const RunTable segments_table;
/// The objects that a lane can wait for, with their times within the part, as in the report.
extern const RunTable objects_table;
/// The lanes with the times of their states within the part, as in the report.
extern const RunTable lanes_table;

/// Adds the ns in each state in the order in which lanes_table has them, nothing where missing records make
/// them unknown.
void add_states(TableOutput& table, const StateTimes& times, const CollectorCounts& counts);

} // namespace interleave
