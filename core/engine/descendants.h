// SPDX-License-Identifier: GPL-3.0-or-later
// The processes below a process, as the kernel lists them.
#pragma once

#include <sys/types.h>
#include <vector>

namespace interleave {

/// Returns the calling process's children, including the orphans that the kernel made its children. It reads
/// /proc, which every kernel has.
std::vector<pid_t> children_of_this_process();

/// Returns the children of a process, their children and so on, without those that have ended and only wait
/// to be reaped.
std::vector<pid_t> living_descendants_of(pid_t ancestor);

} // namespace interleave
