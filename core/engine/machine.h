// SPDX-License-Identifier: GPL-3.0-or-later
// Measures this machine.
#pragma once

#include "core/trace/machine.h"

namespace interleave {

/// Returns the properties of this machine. The first call in a process measures them, which takes a few
/// milliseconds. Any thread may call it.
const Machine& this_machine();

} // namespace interleave
