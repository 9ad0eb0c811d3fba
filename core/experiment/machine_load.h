// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what other programs did on the machine during a run. Measured times mean little when others used
// the processors.
#pragma once

#include "core/trace/check.h"

#include <vector>

namespace interleave {

/// Processor time used until now, added up over all processors.
struct MachineLoad {
    double all_ms = 0; ///< by all processes and by a hypervisor; steps of 10 ms (/proc/stat)
    double own_ms = 0; ///< by this process
};

/// Reads the load. Any thread may call it. `all_ms` is 0 where /proc/stat cannot be read.
MachineLoad read_machine_load();

/// Returns how many processors other programs used between two readings. `run_ms` is what the run itself
/// used.
double processors_used_by_others(const MachineLoad& before, const MachineLoad& after, double wall_ms,
                                 double run_ms);

/// Makes a failed check of time or speed undecided, with the reason, if others used more than a fifth of the
/// processors. Checks of counts, and those that hold, stay as they are.
void doubt_disturbed_checks(std::vector<Check>& checks, double processors_of_others, int processors);

} // namespace interleave
