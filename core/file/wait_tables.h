// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run's waits: who waited for whom, and how long each time.
#pragma once

#include "core/file/run_tables.h"

namespace interleave {

/// Who waited for whom, for which object and at which lines, of the lanes of the part that waited: object
/// after object, the longest time first.
extern const RunTable blame_table;
/// How long waits, holds, residences in queues and gatherings at barriers were: number, sum and percentiles.
extern const RunTable durations_table;
/// The same as bins, each twice as long as the one before.
extern const RunTable histograms_table;

} // namespace interleave
