// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that is not recorded and outlives its holder: what RobustMutex and the recorded primitives between
// processes are built from inside.
#pragma once

#include "core/sync/deadline.h"
#include "core/sync/operation.h"

#include <chrono>
#include <optional>
#include <pthread.h>

namespace interleave {

/// In which condition a lock was found.
enum class LockResult {
    consistent,
    holder_died, ///< its holder ended without letting go: what it guards may be half done
};

/// Whether a holder lives is known to the kernel alone, and it tells only through the list of robust locks
/// that each thread keeps for it; this one is therefore the system's own. In any memory, also shared by
/// processes. What is guarded by it alone is whole after every single store, or repaired by who inherits it.
/// Any worker may call it.
class RobustLock {
public:
    /// Throws std::system_error if the machine refuses.
    RobustLock();
    RobustLock(const RobustLock&) = delete;
    RobustLock& operator=(const RobustLock&) = delete;

    /// Waits as long as it takes; a stop does not break it off, so it is held for a few instructions only.
    LockResult lock() {
        if (const int error = pthread_mutex_trylock(&mutex_); error != 0) [[unlikely]]
            return lock_after(error);
        return LockResult::consistent;
    }
    /// Returns nothing if it is held by somebody alive.
    std::optional<LockResult> try_lock();
    /// Returns nothing if it could not be had until the deadline, or within `most`, whichever comes first:
    /// the system's lock does not come back for a signal. `object` is what the lane says that it waits for.
    std::optional<LockResult> try_lock_within(std::chrono::nanoseconds most, Deadline deadline,
                                              ObjectId object);
    /// Only its holder may call it.
    void unlock() noexcept { pthread_mutex_unlock(&mutex_); }

    /// Whether nobody alive holds it. Any worker may call it.
    bool is_free() const noexcept;

private:
    LockResult lock_after(int error);

    pthread_mutex_t mutex_;
};

} // namespace interleave
