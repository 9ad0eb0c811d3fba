// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine is, for captions and reports.
#pragma once

#include "core/event/clock_description.h"

#include <string>

namespace interleave {

struct Machine {
    int cpus;           ///< usable by this process
    std::string model;  ///< of the processor
    std::string kernel; ///< release
    ClockDescription clock;
    double ns_per_event;         ///< measured: one recorded event
    double ns_per_ordered_event; ///< measured: one recorded event after an acquisition
};

/// Measures once per process (a few milliseconds) and remembers. Any thread.
const Machine& this_machine();

} // namespace interleave
