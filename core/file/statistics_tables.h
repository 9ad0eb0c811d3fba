// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run or of a part of it as tables and as one document.
#pragma once

#include "core/file/run_tables.h"

namespace interleave {

/// The lanes: time in each state, switches, preemptions, processor migrations, events.
extern const RunTable statistics_table;
/// The objects that lanes waited for, those of the longest time first.
extern const RunTable waits_table;
/// How many lanes ran at once, in equal parts of the time.
extern const RunTable parallelism_table;
/// The printed lines in order of time.
extern const RunTable printed_table;

/// Writes all of it as one JSON document.
void write_statistics(TextOutput& text, const Trace& trace, const RunInfo& info, const TracePart& part);

} // namespace interleave
