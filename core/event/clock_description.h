// SPDX-License-Identifier: GPL-3.0-or-later
// Tells which clock this machine offers, for code that starts a session.
#pragma once

#include "core/event/clock.h"

namespace interleave {

/// Returns the TSC where the processor's is invariant and the kernel itself uses it as its clock source. Any
/// thread may call it; it asks the machine once.
ClockSource best_clock_source();

/// Returns a stable lower-case name with underscores, as in exported data.
const char* name_of(ClockSource source) noexcept;

/// The properties of a session's clock, as `doctor` shows them.
struct ClockDescription {
    ClockSource source;
    double ticks_per_ns;
    double resolution_ns; ///< least positive difference of two readings
};
ClockDescription describe_clock(ClockSource source);

} // namespace interleave
