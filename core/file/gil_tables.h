// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of what is looked at as a GIL: the GILs that were used or, where there is none, the lock that
// was waited for most.
#pragma once

#include "core/file/run_tables.h"

namespace interleave {

/// What each lane of the part did with it: lock after lock, the lanes in the order in which they were
/// started.
extern const RunTable gil_table;
/// Each time that it went from one lane to another, one of which is of the part: lock after lock, in order of
/// time.
extern const RunTable handovers_table;

} // namespace interleave
