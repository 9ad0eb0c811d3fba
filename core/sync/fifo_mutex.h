// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that is handed on in the order in which it was asked for.
#pragma once

#include "core/sync/queued_lock.h"

#include <chrono>
#include <source_location>
#include <string_view>

namespace interleave {

/// Who holds a FifoMutex: nobody or one.
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
    bool held_ = false; ///< also while it is on its way to who was called
};

/// As Mutex, but fair: a release gives it to who waits longest, and nobody overtakes. That costs a switch to
/// the next one at every release under contention, where Mutex lets whoever runs go on. It lies on the stack
/// or in Stage::share memory.
class alignas(cache_line) FifoMutex : public QueuedLock<OneHolder> {
public:
    explicit FifoMutex(std::string_view name) : QueuedLock(ObjectKind::mutex, name, {}) {}

    /// Throws Stopped.
    void lock(std::source_location where = std::source_location::current());
    /// Returns false if it is held. Throws Stopped.
    bool try_lock(std::source_location where = std::source_location::current());
    /// Returns false if it could not be obtained within the time; the place in the queue is then given up.
    /// Throws Stopped.
    bool try_lock_for(std::chrono::nanoseconds limit,
                      std::source_location where = std::source_location::current());
    /// Only its holder may call it.
    void unlock(std::source_location where = std::source_location::current()) noexcept;
};

} // namespace interleave
