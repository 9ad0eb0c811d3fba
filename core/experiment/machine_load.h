// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what other programs did on the machine during a run. Measured times mean little when others used
// the processors.
#pragma once

#include "core/trace/check.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// Processor time used until now, added up over all processors, and the moment.
struct MachineLoad {
    double at_ms = 0;        ///< of a clock that runs evenly
    double all_ms = 0;       ///< by all processes and by a hypervisor; steps of 10 ms (/proc/stat)
    double own_ms = 0;       ///< by the processes of runs that have ended, and see OwnTime
    double throttled_ms = 0; ///< how long a quota has held back this control group
};

/// Whose time counts as own besides that of the processes of ended runs.
enum class OwnTime {
    this_process,
    this_thread, ///< which serves a run: a window that draws meanwhile takes processors from it as others do
    none         ///< the reading before, if that thread does not exist yet
};

/// Reads the load. Any thread may call it. `all_ms` is 0 where /proc/stat cannot be read.
MachineLoad read_machine_load(OwnTime own = OwnTime::this_process);

/// Returns how many processors other programs used between two readings. It is empty if they are too close
/// for the steps of the clock.
std::optional<double> processors_used_by_others(const MachineLoad& before, const MachineLoad& after);

/// Does the same for the time of a run that began at `before`. Where that is too short it measures for some
/// hundredths of a second more, in which it blocks the calling thread.
double processors_used_by_others_since(const MachineLoad& before, OwnTime own = OwnTime::this_process);

/// Returns what of the load between two readings can have changed a time measured meanwhile: that others used
/// more than a fifth of the `processors`, or that a quota held this control group back. It is empty if
/// neither was seen, as for two readings too close for the steps of the clock.
std::string doubt_of_times(const MachineLoad& before, const MachineLoad& after, int processors);

/// Whether the check failed and load can be the cause.
bool may_be_missed_by_load(const Check& check) noexcept;

/// Makes a check undecided that may be missed by load, for the reason `why`.
void doubt_missed_check(Check& check, const std::string& why);

/// Makes the checks undecided that may be missed by load, for the reason `why`.
void doubt_missed_checks(std::vector<Check>& checks, const std::string& why);

/// Makes failed checks that depend on load undecided, with the reason, if a quota held the run back between
/// the two readings.
void doubt_throttled_checks(std::vector<Check>& checks, const MachineLoad& before, const MachineLoad& after);

/// Makes failed checks that depend on load undecided, with the reason, if others used more than a fifth of
/// the processors, or as much of one as explains the miss. A failed check without a reason gets one: that no
/// load excuses it.
void doubt_disturbed_checks(std::vector<Check>& checks, double processors_of_others, int processors);

} // namespace interleave
