// SPDX-License-Identifier: GPL-3.0-or-later
// How much processor time the control groups of this process allow it. A container is limited in this way
// although it sees all processors of its machine.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace interleave {

/// The least quota of a process's control group and of those around it.
struct ProcessorQuota {
    double processors;   ///< processor time per time
    double throttled_ms; ///< how long that group has been held back until now; 0 if it does not say
};

/// Reads this process's quota. It is empty if there is none. Any thread may call it.
std::optional<ProcessorQuota> processor_quota();

/// Does the same for the text of a /proc/PID/cgroup and a folder where the control groups are mounted, of
/// version 1 (with a folder `cpu`), version 2, or both. The files are described in the kernel's
/// Documentation/admin-guide/cgroup-v2.rst and Documentation/scheduler/sched-bwc.rst.
std::optional<ProcessorQuota> processor_quota(const std::string& membership,
                                              const std::filesystem::path& mounted);

/// Returns how many processors this process may use: those of its affinity mask, but no more than the whole
/// processors of its quota, and at least 1. Any thread may call it.
int usable_processors();

} // namespace interleave
