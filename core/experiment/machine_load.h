// SPDX-License-Identifier: GPL-3.0-or-later
// What else the machine did while a run was measured: figures of time mean little when others used the
// processors.
#pragma once

#include "core/trace/check.h"

#include <vector>

namespace interleave {

/// Processor time used until now, added up over all processors.
struct MachineLoad {
    double all_ms = 0; ///< by everybody, and what a hypervisor took; steps of 10 ms (/proc/stat)
    double own_ms = 0; ///< by this process
};

/// May be called by any thread. All is 0 where /proc/stat cannot be read.
MachineLoad read_machine_load();

/// How many processors others kept busy between two readings. `run_ms` is what the run itself used.
double processors_used_by_others(const MachineLoad& before, const MachineLoad& after, double wall_ms,
                                 double run_ms);

/// A check of time or speed that fails while others used more than a fifth of the processors tells nothing:
/// it becomes undecided, and says why. Checks of counts, and those that hold, stay as they are.
void doubt_disturbed_checks(std::vector<Check>& checks, double processors_of_others, int processors);

} // namespace interleave
