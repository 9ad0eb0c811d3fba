// SPDX-License-Identifier: GPL-3.0-or-later
// The description of a machine, as plain data for reports, captions and files. core/engine/machine.h measures
// this machine.
#pragma once

#include "core/event/clock_description.h"

#include <algorithm>
#include <string>

namespace interleave {

struct Machine {
    int cpus = 0;       ///< usable by the process that measured
    double quota = 0;   ///< processors by the quota of its control group; 0 if there is none
    std::string model;  ///< of the processor
    std::string kernel; ///< release
    ClockDescription clock{};
    double ns_per_event = 0;         ///< measured: one recorded event
    double ns_per_ordered_event = 0; ///< measured: one recorded event after an acquisition

    /// Returns how many processors a run could use at the same time, 0 if it is not known.
    double processors() const noexcept { return quota > 0 ? std::min<double>(cpus, quota) : cpus; }
};

} // namespace interleave
