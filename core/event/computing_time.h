// SPDX-License-Identifier: GPL-3.0-or-later
// How much processor time the computing of a session took, beside how much was asked for. It is plain data.
#pragma once

#include <cstdint>

namespace interleave {

/// Two sums over the computing that workers timed, in ns. Both are 0 while none was timed.
struct ComputingTime {
    std::uint64_t asked_ns = 0; ///< that an undisturbed processor would have needed
    std::uint64_t used_ns = 0;  ///< that the kernel accounted to the workers' threads
};

} // namespace interleave
