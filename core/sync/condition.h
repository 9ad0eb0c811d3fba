// SPDX-License-Identifier: GPL-3.0-or-later
// A condition, on which a worker waits until another one notifies it that something may have changed.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/mutex.h"
#include "core/sync/plain_lock.h"
#include "core/sync/wait_queue.h"

#include <chrono>
#include <source_location>
#include <string_view>

namespace interleave {

/// All workers that use it hold the same Mutex when they wait, and change what is waited for only while they
/// hold it. No waiter is woken without a notification, and the one that waits longest is woken first. But a
/// woken waiter must check again, because another worker may have been quicker. It lies on the stack or in
/// Stage::share memory.
class alignas(cache_line) Condition {
public:
    explicit Condition(std::string_view name) : object_(register_object(ObjectKind::condition, name)) {}
    Condition(const Condition&) = delete;
    Condition& operator=(const Condition&) = delete;

    /// Releases the mutex, waits for a notification and locks the mutex again. Throws Stopped; the mutex is
    /// held then too.
    void wait(Mutex& mutex, std::source_location where = std::source_location::current());

    /// Returns false if there was no notification within the time. The mutex is held again either way;
    /// locking it can take longer than the limit. Throws Stopped.
    bool wait_for(Mutex& mutex, std::chrono::nanoseconds limit,
                  std::source_location where = std::source_location::current());

    /// Waits until `is_true()` returns true; it is called with the mutex held. Throws Stopped.
    template <typename Predicate>
    void wait_until(Mutex& mutex, Predicate&& is_true,
                    std::source_location where = std::source_location::current()) {
        while (!is_true())
            wait(mutex, where);
    }

    /// Wakes the waiter that waits longest, if there is one. The mutex may be held or not.
    void notify_one(std::source_location where = std::source_location::current()) noexcept;
    /// Wakes all waiters.
    void notify_all(std::source_location where = std::source_location::current()) noexcept;

    ObjectId object() const noexcept { return object_; }

private:
    bool wait_until_deadline(Mutex& mutex, Deadline deadline, const std::source_location& where);
    void notify(std::uint32_t most, const std::source_location& where) noexcept;

    PlainLock guard_; ///< guards the queue
    WaitQueue queue_;
    ObjectId object_;
};

} // namespace interleave
