// SPDX-License-Identifier: GPL-3.0-or-later
// A number of permits: who wants one while there is none waits until somebody gives one back.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/plain_lock.h"
#include "core/sync/wait_queue.h"

#include <chrono>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// Permits are given in the order in which they were asked for. Anybody may release, also who never acquired:
/// so it can also count things that one worker makes and another takes. On the stack or in Stage::share
/// memory.
class alignas(cache_line) Semaphore {
public:
    Semaphore(std::string_view name, std::uint32_t permits,
              std::source_location where = std::source_location::current());
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;

    /// Throws Stopped.
    void acquire(std::source_location where = std::source_location::current());
    /// False if there is no permit. Throws Stopped.
    bool try_acquire(std::source_location where = std::source_location::current());
    /// False if there was none within the time. Throws Stopped.
    bool try_acquire_for(std::chrono::nanoseconds limit,
                         std::source_location where = std::source_location::current());
    /// Gives `permits` back, or more than there were.
    void release(std::uint32_t permits = 1,
                 std::source_location where = std::source_location::current()) noexcept;

    ObjectId object() const noexcept { return object_; }

private:
    bool acquire_until(Deadline deadline, const std::source_location& where);
    bool obtain_free(const std::source_location& where);
    void record_permits(Recorder& recorder, SiteId site) const noexcept;
    void call_waiters() noexcept;

    PlainLock guard_; ///< guards all that follows, and keeps the recorded values in order
    std::uint32_t permits_;
    std::uint32_t promised_ = 0; ///< of the permits: to waiters that were called and have not taken them yet
    WaitQueue queue_;
    ObjectId object_;
};

/// Holds a permit for a block.
class [[nodiscard]] Permit {
public:
    explicit Permit(Semaphore& semaphore, std::source_location where = std::source_location::current())
        : semaphore_(semaphore)
        , where_(where) {
        semaphore_.acquire(where_);
    }
    ~Permit() { semaphore_.release(1, where_); }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;

private:
    Semaphore& semaphore_;
    std::source_location where_;
};

} // namespace interleave
