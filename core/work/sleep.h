// SPDX-License-Identifier: GPL-3.0-or-later
// A sleep that is recorded on the lane.
#pragma once

#include <chrono>
#include <source_location>

namespace interleave {

/// Sleeps for at least so long, without the GIL if the caller holds one. Throws Stopped, at once when the run
/// is stopped.
void sleep_for(std::chrono::nanoseconds duration,
               std::source_location where = std::source_location::current());

} // namespace interleave
