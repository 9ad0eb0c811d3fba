// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that is handed on in the order in which it was asked for.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/plain_lock.h"
#include "core/sync/wait_queue.h"

#include <chrono>
#include <source_location>
#include <string_view>

namespace interleave {

/// As Mutex, but fair: a release gives it to who waits longest, and nobody overtakes. That costs a switch to
/// the next one at every release under contention, where Mutex lets whoever runs go on. On the stack or in
/// Stage::share memory.
class alignas(cache_line) FifoMutex {
public:
    explicit FifoMutex(std::string_view name) : object_(register_object(ObjectKind::mutex, name)) {}
    FifoMutex(const FifoMutex&) = delete;
    FifoMutex& operator=(const FifoMutex&) = delete;

    /// Throws Stopped.
    void lock(std::source_location where = std::source_location::current());
    /// False if it is held. Throws Stopped.
    bool try_lock(std::source_location where = std::source_location::current());
    /// False if it could not be had within the time; the place in the queue is then given up. Throws Stopped.
    bool try_lock_for(std::chrono::nanoseconds limit,
                      std::source_location where = std::source_location::current());
    /// By its holder only.
    void unlock(std::source_location where = std::source_location::current()) noexcept;

    ObjectId object() const noexcept { return object_; }

private:
    bool lock_until(Deadline deadline, const std::source_location& where);
    bool obtain_free(const std::source_location& where);
    void hand_on() noexcept;

    PlainLock guard_;   ///< guards all that follows
    bool held_ = false; ///< also while it is on its way to who was called
    WaitQueue queue_;
    ObjectId object_;
};

} // namespace interleave
