// SPDX-License-Identifier: GPL-3.0-or-later
// Notices that a worker process of a team was killed while its parent waits for another one.
#pragma once

#include "core/work/process.h"

#include <cstddef>
#include <poll.h>
#include <string>
#include <vector>

namespace interleave {

/// Ends the run when a worker is killed by a signal, because the others may wait for it for ever. One thread,
/// the one that joins the workers, uses it. It must not outlive them.
class TeamWatch {
public:
    /// Where the system gives no descriptors for that, it notices nothing.
    explicit TeamWatch(const std::vector<Process>& workers);
    ~TeamWatch();
    TeamWatch(const TeamWatch&) = delete;
    TeamWatch& operator=(const TeamWatch&) = delete;

    /// Waits until this worker has ended, and reports each one that is killed meanwhile. It does not reap
    /// them. Returns false if a signal interrupted the wait.
    bool wait_for_end_of(std::size_t worker);

private:
    void look_at(std::size_t worker);

    std::vector<std::string> names_;
    std::vector<int> descriptors_; ///< pidfds
    std::vector<pollfd> watched_;  ///< the same, and -1 for a worker that has ended
};

} // namespace interleave
