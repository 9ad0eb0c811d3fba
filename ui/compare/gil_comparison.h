// SPDX-License-Identifier: GPL-3.0-or-later
// What the GILs of compared runs did, beside each other: the model's and Python's own.
#pragma once

#include "ui/compare/comparison.h"
#include "ui/table/table.h"

namespace interleave {

/// Returns a row for each figure and a column for each run, and what the figure is. What cannot be told says
/// why. The table is empty unless one of the runs is a recorded program and another one, the model, has a
/// GIL. A pure function.
Table gil_table(const RunComparison& comparison);

/// Adds the same figures as columns to a table that has a row for each run, as a file has it; nothing where
/// the table above is empty.
void add_gil_columns(Table& table, const RunComparison& comparison);

} // namespace interleave
