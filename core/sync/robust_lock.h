// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that is not recorded and survives the death of its holder. RobustMutex and the recorded primitives
// between processes are built with it.
#pragma once

#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/sync/deadline.h"
#include "core/sync/operation.h"

#include <chrono>
#include <optional>
#include <pthread.h>

namespace interleave {

/// The condition in which a lock was obtained.
enum class LockResult {
    consistent,
    holder_died, ///< its holder ended without releasing it: the guarded data may be inconsistent
};

/// With which priority a holder runs, where threads have fixed priorities.
enum class HolderPriority {
    its_own,
    inherited, ///< while others wait, that of the highest of them, if it is higher than its own
};

/// Only the kernel knows whether a holder is alive, and it reports a death only through the list of robust
/// locks that each thread keeps for it. So this is the system's own robust mutex. It may lie in any memory,
/// also in memory that processes share. Data that it guards must be consistent after every single store, or
/// be repaired by the worker that gets holder_died. Events that are recorded while it is held have times in
/// the order in which it was held. Any worker may use it.
class RobustLock {
public:
    /// Throws std::system_error if the system refuses.
    explicit RobustLock(HolderPriority priority = HolderPriority::its_own);
    RobustLock(const RobustLock&) = delete;
    RobustLock& operator=(const RobustLock&) = delete;

    /// Waits as long as it takes. A stop does not interrupt the wait, so the lock must be held for a few
    /// instructions only.
    LockResult lock() {
        if (const int error = pthread_mutex_trylock(&mutex_); error != 0) [[unlikely]]
            return lock_after(error);
        Recorder::of_this_thread().follow(released_);
        return LockResult::consistent;
    }
    /// Returns nothing if a live worker holds it.
    std::optional<LockResult> try_lock();
    /// Returns nothing if it could not be obtained until the deadline or within `most`, whichever comes
    /// first. `most` is needed because a signal does not end a wait for the system's lock. `object` is what
    /// the lane reports to the scheduler that it waits for.
    std::optional<LockResult> try_lock_within(std::chrono::nanoseconds most, Deadline deadline,
                                              ObjectId object);
    /// Only its holder may call it.
    void unlock() noexcept {
        Recorder::of_this_thread().publish(released_);
        pthread_mutex_unlock(&mutex_);
    }

    /// Returns whether no live worker holds it. Any worker may call it.
    bool is_free() const noexcept;

private:
    LockResult lock_after(int error);
    std::optional<LockResult> followed(std::optional<LockResult> obtained) const noexcept;

    pthread_mutex_t mutex_;
    ReleaseStamp released_; ///< a holder that dies leaves that of the release before it
};

} // namespace interleave
