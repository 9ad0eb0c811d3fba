// SPDX-License-Identifier: GPL-3.0-or-later
// The second source of records: the kernel, which says when threads were on a CPU.
#pragma once

#include "core/event/record.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Already in ns of CLOCK_MONOTONIC_RAW, and with its thread's id in place of a lane.
struct KernelRecord {
    std::uint64_t time; ///< ns of CLOCK_MONOTONIC_RAW
    std::uint64_t value;
    std::int32_t tid;
    EventKind kind; ///< switch_in, switch_out, task_exit, switches_lost
    std::uint16_t detail;
};

class KernelRecordSource {
public:
    virtual ~KernelRecordSource() = default;
    /// Appends what has come since the last call, in order of time per CPU. Collector's thread.
    virtual void poll(std::vector<KernelRecord>& out) = 0;
};

} // namespace interleave
