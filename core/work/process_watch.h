// SPDX-License-Identifier: GPL-3.0-or-later
// Notices when one of several worker processes dies unexpectedly.
#pragma once

#include "core/sync/plain_lock.h"
#include "core/work/plain_thread.h"
#include "core/work/process.h"

#include <cstddef>
#include <functional>
#include <source_location>
#include <string>
#include <vector>

namespace interleave {

/// Notices the death of a child of this process without reaping it. When one died, it kills the others, waits
/// until all are gone, and reports once. It begins a lane only then, so that the trace shows who reported it.
class ProcessWatch {
public:
    /// Returns whether the worker with this index ended as expected.
    using IsExpected = std::function<bool(std::size_t worker)>;
    /// `what` is "worker 2 was killed by signal …". It is called in the watch's thread or in the thread that
    /// called report().
    using Died = std::function<void(const std::string& what)>;

    /// `lane` is the name of the lane. Throws RunError if the system gives no more descriptors or threads.
    ProcessWatch(std::string lane, const std::vector<Process>& workers, IsExpected is_expected, Died died);
    ~ProcessWatch();
    ProcessWatch(const ProcessWatch&) = delete;
    ProcessWatch& operator=(const ProcessWatch&) = delete;

    /// The thread that reaps a worker reports how it ended. Any thread may call it.
    void report(std::size_t worker, const ProcessEnd& end);

private:
    struct Watched {
        std::string name;
        int descriptor; ///< a pidfd, because a pid can already belong to another process
    };

    void close_all() noexcept;
    void watch();
    bool look_at(std::size_t worker);
    void handle_death(std::size_t worker, const ProcessEnd& end);

    std::string lane_;
    IsExpected is_expected_;
    Died died_;
    std::vector<Watched> workers_;
    int finish_ = -1; ///< an eventfd that tells the thread to end
    PlainLock lock_;  ///< guards reported_, and is held while the others are ended
    bool reported_ = false;
    PlainThread thread_;
};

} // namespace interleave
