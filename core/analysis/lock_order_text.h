// SPDX-License-Identifier: GPL-3.0-or-later
// Says in a sentence that locks were taken in opposite orders.
#pragma once

#include "core/analysis/lock_order.h"

#include <string>

namespace interleave {

/// Returns "A to B takes account A (two_locks.cpp:53), then account B (two_locks.cpp:55), 50 times",
/// printable.
std::string lock_step_text(const Trace& trace, const LockStep& step);

/// Returns a sentence of the ring: its steps, and whether they can wait for each other for ever.
std::string lock_order_text(const Trace& trace, const LockOrderRing& ring);

} // namespace interleave
