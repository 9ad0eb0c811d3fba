// SPDX-License-Identifier: GPL-3.0-or-later
// Notices when one of several worker processes dies that should not.
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

/// Sees the death of a child of this process without reaping it. When one died, it kills the others, waits
/// until all are gone, and tells once. It has a lane only from then on, so that a lane tells who reported it.
class ProcessWatch {
public:
    /// Whether the worker with this index ended as it should.
    using IsExpected = std::function<bool(std::size_t worker)>;
    /// `what` is "worker 2 was killed by signal …". In the watch's thread or in the one that called report().
    using Died = std::function<void(const std::string& what)>;

    /// `lane` is the name of the lane. Throws RunError if the machine gives no more descriptors or threads.
    ProcessWatch(std::string lane, const std::vector<Process>& workers, IsExpected is_expected, Died died);
    ~ProcessWatch();
    ProcessWatch(const ProcessWatch&) = delete;
    ProcessWatch& operator=(const ProcessWatch&) = delete;

    /// Whoever reaps a worker tells how it ended. Any thread may call it.
    void report(std::size_t worker, const ProcessEnd& end);

private:
    struct Watched {
        std::string name;
        int descriptor; ///< pidfd: a pid could already be somebody else's
    };

    void close_all() noexcept;
    void watch();
    bool look_at(std::size_t worker);
    void handle_death(std::size_t worker, const ProcessEnd& end);

    std::string lane_;
    IsExpected is_expected_;
    Died died_;
    std::vector<Watched> workers_;
    int finish_ = -1; ///< eventfd: the thread shall end
    PlainLock lock_;  ///< guards reported_, and is held while the others are ended
    bool reported_ = false;
    PlainThread thread_;
};

} // namespace interleave
