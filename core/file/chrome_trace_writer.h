// SPDX-License-Identifier: GPL-3.0-or-later
// A run as Chrome trace events (the Trace Event Format), for chrome://tracing, Perfetto and what else reads
// it.
#pragma once

#include "core/file/export_part.h"
#include "core/file/text_output.h"
#include "core/trace/run_info.h"

namespace interleave {

/// Writes the whole document, as it goes through the trace: of its memory none grows with the run. Lanes are
/// threads under their processes and their states slices; named work and tasks are slices of a row of their
/// own; who holds a lock is told by a row under "Locks"; values and numbers of waiters are counters; marks
/// and printed lines are instants; what let a lane go on is a flow. What the run was is `otherData`. Times
/// are µs since the trace's time 0, or since the first event if that is before, exact to the ns;
/// `time_zero_ns` in `otherData` says where time 0 is. Any thread may call it, also while the run goes on.
/// Throws what `text` throws.
void write_chrome_trace(TextOutput& text, const Trace& trace, const RunInfo& info, const TracePart& part);

} // namespace interleave
