// SPDX-License-Identifier: GPL-3.0-or-later
// The second source of records is the kernel, which reports when threads were on a CPU.
#pragma once

#include "core/event/record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// A record of the kernel. Its time is already in ns, and it names a thread instead of a lane.
struct KernelRecord {
    std::uint64_t time; ///< ns of CLOCK_MONOTONIC_RAW
    std::uint64_t value;
    std::int32_t tid;
    EventKind kind; ///< switch_in, switch_out, task_exit, switches_lost
    std::uint16_t detail;
};

/// What the kernel tells of a thread.
struct KernelTask {
    std::int32_t pid = 0;
    std::string name; ///< at most 15 bytes
    std::string
        why; ///< "it is linked statically": why nothing else is known of it; empty if that is not clear
};

class KernelRecordSource {
public:
    virtual ~KernelRecordSource() = default;
    /// Returns what is known of a thread; nothing if it is not known, or threads are not followed.
    virtual std::optional<KernelTask> task(std::int32_t) const { return std::nullopt; }
    /// Appends the records that arrived since the last call, in order of time for each CPU. The collector's
    /// thread calls it.
    virtual void poll(std::vector<KernelRecord>& out) = 0;
    /// Stops or continues the records. Where they pause, a record of lost switches with the value 0 says that
    /// nothing is known of any CPU. The collector's thread calls it.
    virtual void set_paused(bool paused) = 0;
};

} // namespace interleave
