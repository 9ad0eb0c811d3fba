// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the capacity of a machine's processors together. Processors that share a core, or of which a
// virtual machine gets only a part, compute less in parallel than their number says.
#pragma once

#include "core/trace/check.h"

#include <string>
#include <vector>

namespace interleave {

/// Returns how many times as much `processors` threads compute in parallel as one does alone. The measurement
/// takes some tens of milliseconds and blocks the calling thread, which may be any. The result is 1 for one
/// processor.
double measure_parallel_capacity(int processors);

/// Returns that a capacity is clearly less than the `expected` one, as one line. It is empty if it is not.
std::string doubt_of_capacity(double capacity, double expected, int processors);

/// Makes a failed check of time or speed undecided, with the reason, if the capacity is clearly less than the
/// number of processors. It measures the capacity only if there is such a check.
void doubt_checks_without_capacity(std::vector<Check>& checks, int processors,
                                   double (*measure)(int) = measure_parallel_capacity);

} // namespace interleave
