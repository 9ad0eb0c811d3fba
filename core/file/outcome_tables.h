// SPDX-License-Identifier: GPL-3.0-or-later
// What came out of a run as tables: its results, and its checks.
#pragma once

#include "core/file/run_tables.h"

namespace interleave {

/// The results. A value that has parts has a row for each of them, and its parts' names follow its own:
/// "deadlock[0].lanes[1]".
extern const RunTable outcome_table;
/// The checks: what theory says, what was measured, and whether it holds (nothing if that cannot be told).
extern const RunTable checks_table;

} // namespace interleave
