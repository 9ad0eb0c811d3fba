// SPDX-License-Identifier: GPL-3.0-or-later
// One event as the cells of a row of words. Pure functions.
#pragma once

#include "core/analysis/merged_records.h"
#include "ui/table/table.h"

#include <vector>

namespace interleave {

/// The columns of a table of events, from left to right.
enum class EventColumn { time, lane, kind, object, value, detail, line, count_ };
inline constexpr int event_column_count = static_cast<int>(EventColumn::count_);

std::vector<Column> event_columns();
/// Returns a cell for each column. What was lost is emphasized, what the kernel reported is quiet.
std::vector<Cell> event_cells(const Trace& trace, const MergedRecord& record);

/// Returns what happened in a sentence: "worker 1 writes 42 to counter".
QString record_sentence(const Trace& trace, const MergedRecord& record);

} // namespace interleave
