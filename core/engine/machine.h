// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine is, measured.
#pragma once

#include "core/trace/machine.h"

namespace interleave {

/// Measures once per process (a few milliseconds) and remembers. Any thread.
const Machine& this_machine();

} // namespace interleave
