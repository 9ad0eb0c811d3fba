// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what the kernel's switch records say can be true.
#pragma once

#include "core/trace/trace.h"

namespace interleave {

/// Returns whether all lanes together ran no longer than this number of processors allows, from the first
/// lane's begin to the end of the trace. If not, the switch records are of another time or another clock
/// than the lanes.
bool running_is_possible(const Trace& trace, int processors);

} // namespace interleave
