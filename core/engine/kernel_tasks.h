// SPDX-License-Identifier: GPL-3.0-or-later
// The threads of a recorded program as the kernel tells of them.
#pragma once

#include "core/event/kernel_records.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

namespace interleave {

/// One thread uses it. Threads are told in the order of the kernel's records of each processor, so of two
/// processors the later may come first.
class KernelTasks {
public:
    /// Takes the process that the others come from, as it is now.
    void follow_first(std::int32_t pid);
    void has_begun(std::int32_t tid, std::int32_t pid, std::int32_t parent);
    /// The thread has that name from now on. `executes` says that it has just become another program, of
    /// which it is looked at why nothing of it may be seen from inside.
    void is_called(std::int32_t tid, std::int32_t pid, std::string name, bool executes);
    /// What is known of it is kept for some time, because it may not have a lane yet.
    void has_ended(std::int32_t tid);

    std::optional<KernelTask> find(std::int32_t tid) const;

private:
    std::unordered_map<std::int32_t, KernelTask> tasks_;
    std::deque<std::int32_t> ended_; ///< of those in `tasks_`, the one that ended first in front
};

} // namespace interleave
