// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that is given to its waiters in the order in which they asked for it.
#pragma once

#include "core/sync/queued_lock.h"

#include <chrono>
#include <source_location>
#include <string_view>

namespace interleave {

/// The holders of a FifoMutex: none or one.
class OneHolder {
public:
    bool admits(WaitQueue::Tag, const WaitQueue&) const noexcept { return !held_; }
    WaitQueue::Place next(const WaitQueue& queue) const noexcept { return held_ ? 0 : queue.first(); }
    void enter(WaitQueue::Tag) noexcept { held_ = true; }
    void reserve(WaitQueue::Tag) noexcept { held_ = true; }
    void use_reservation(WaitQueue::Tag) noexcept {}
    void cancel_reservation(WaitQueue::Tag) noexcept { held_ = false; }
    void leave(WaitQueue::Tag) noexcept { held_ = false; }
    void record(Recorder&, ObjectId, SiteId) const noexcept {}

private:
    bool held_ = false; ///< also while it is reserved for a waiter that was called
};

/// It is like Mutex, but fair: a release gives it to the waiter that waits longest, and no other worker
/// overtakes. That costs a context switch at every release under contention, where Mutex lets the running
/// worker continue. It lies on the stack or in Stage::share memory.
class alignas(cache_line) FifoMutex : public QueuedLock<OneHolder> {
public:
    explicit FifoMutex(std::string_view name) : QueuedLock(ObjectKind::mutex, name, {}) {}

    /// Throws Stopped.
    void lock(std::source_location where = std::source_location::current());
    /// Returns false if it is held. Throws Stopped.
    bool try_lock(std::source_location where = std::source_location::current());
    /// Returns false if it could not be obtained within the time; its place in the queue is then lost. Throws
    /// Stopped.
    bool try_lock_for(std::chrono::nanoseconds limit,
                      std::source_location where = std::source_location::current());
    /// Only its holder may call it.
    void unlock(std::source_location where = std::source_location::current()) noexcept;
};

} // namespace interleave
