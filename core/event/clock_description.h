// SPDX-License-Identifier: GPL-3.0-or-later
// Which clock this machine offers, for whoever starts a session.
#pragma once

#include "core/event/clock.h"

namespace interleave {

/// TSC where the processor's is invariant and the kernel itself uses it as its clock source. Any thread; asks
/// the machine once.
ClockSource best_clock_source();

/// Stable lower-case name with underscores, as in exported data.
const char* name_of(ClockSource source) noexcept;

/// What a session's clock is, as `doctor` says it.
struct ClockDescription {
    ClockSource source;
    double ticks_per_ns;
    double resolution_ns; ///< least positive difference of two readings
};
ClockDescription describe_clock(ClockSource source);

} // namespace interleave
