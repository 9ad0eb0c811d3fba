// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that is not recorded and outlives its holder: what recorded primitives between processes are built
// from inside.
#pragma once

#include <cerrno>
#include <pthread.h>
#include <system_error>

namespace interleave {

/// Held for a few instructions only, so a stop need not break it off. A process that is killed in between
/// leaves it to the next, so what it guards must be whole after every single store. In any memory.
class SturdyLock {
public:
    /// Throws std::system_error if the machine refuses.
    SturdyLock() {
        pthread_mutexattr_t kind;
        pthread_mutexattr_init(&kind);
        pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
        const int error = pthread_mutex_init(&mutex_, &kind);
        pthread_mutexattr_destroy(&kind);
        if (error != 0)
            throw std::system_error(error, std::generic_category(), "making a lock");
    }
    SturdyLock(const SturdyLock&) = delete;
    SturdyLock& operator=(const SturdyLock&) = delete;

    void lock() {
        const int error = pthread_mutex_lock(&mutex_);
        if (error == EOWNERDEAD)
            pthread_mutex_consistent(&mutex_);
        else if (error != 0)
            throw std::system_error(error, std::generic_category(), "locking");
    }
    void unlock() noexcept { pthread_mutex_unlock(&mutex_); }

private:
    pthread_mutex_t mutex_;
};

} // namespace interleave
