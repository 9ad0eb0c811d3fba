// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine's processors are worth together: those that share a core, or that a host gives only in part,
// compute less side by side than their number says.
#pragma once

#include "core/trace/check.h"

#include <vector>

namespace interleave {

/// How many times as much `processors` threads compute side by side as one does alone; measured now, in some
/// tens of milliseconds. 1 for one processor. Any thread; blocks it.
double measure_parallel_capacity(int processors);

/// A check of time or speed that fails where the processors are worth clearly less than their number tells
/// nothing: it becomes undecided, and says why. Measures the capacity only if there is such a check.
void doubt_checks_without_capacity(std::vector<Check>& checks, int processors,
                                   double (*measure)(int) = measure_parallel_capacity);

} // namespace interleave
