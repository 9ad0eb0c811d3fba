// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/robust_lock.h"

#include "core/sync/blocking_call.h"
#include "core/sync/timespec.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <linux/futex.h>
#include <system_error>
#include <type_traits>

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace interleave {

static_assert(std::is_standard_layout_v<RobustLock> && std::is_trivially_destructible_v<RobustLock>,
              "lies in shared memory");

namespace {

void check(int error) {
    if (error != 0)
        throw std::system_error(error, std::generic_category(), "robust lock");
}

/// Converts a duration from now to a moment of the clock that pthread_mutex_timedlock() uses.
timespec from_now(std::chrono::nanoseconds duration) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return to_timespec(ns_per_s * now.tv_sec + now.tv_nsec + duration.count());
}

/// Calls pthread_mutex_timedlock(). It also tells ThreadSanitizer that a dead holder's lock was obtained,
/// which its own version of the function omits.
int lock_until(pthread_mutex_t* mutex, const timespec& until) noexcept {
    const int answer = pthread_mutex_timedlock(mutex, &until);
#if defined(__SANITIZE_THREAD__)
    if (answer == EOWNERDEAD) {
        __tsan_mutex_pre_lock(mutex, 0);
        __tsan_mutex_post_lock(mutex, 0, 0);
    }
#endif
    return answer;
}

/// Converts the system's answer. Returns nothing if the lock was not obtained.
std::optional<LockResult> to_lock_result(int answer, pthread_mutex_t* mutex) {
    switch (answer) {
    case 0:
        return LockResult::consistent;
    case EOWNERDEAD:
        check(pthread_mutex_consistent(mutex));
        return LockResult::holder_died;
    case EBUSY:
    case ETIMEDOUT:
        return std::nullopt;
    default:
        throw std::system_error(answer, std::generic_category(), "robust lock");
    }
}

} // namespace

RobustLock::RobustLock(HolderPriority priority) {
    pthread_mutexattr_t attributes;
    check(pthread_mutexattr_init(&attributes));
    check(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
    check(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
    if (priority == HolderPriority::inherited)
        check(pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT));
    check(pthread_mutex_init(&mutex_, &attributes));
    check(pthread_mutexattr_destroy(&attributes));
}

/// Continues lock() after the first try returned an error.
LockResult RobustLock::lock_after(int error) {
    std::optional<LockResult> obtained = to_lock_result(error, &mutex_);
    while (!obtained) {
        const BlockingCall call({.ready = Readiness::of<&RobustLock::is_free>(*this)});
        obtained = to_lock_result(pthread_mutex_lock(&mutex_), &mutex_);
    }
    return *followed(obtained);
}

/// Passes on the result of a try. If the lock was obtained, this lane's events come after the last release.
std::optional<LockResult> RobustLock::followed(std::optional<LockResult> obtained) const noexcept {
    if (obtained)
        Recorder::of_this_thread().follow(released_);
    return obtained;
}

std::optional<LockResult> RobustLock::try_lock() {
    return followed(to_lock_result(pthread_mutex_trylock(&mutex_), &mutex_));
}

std::optional<LockResult> RobustLock::try_lock_within(std::chrono::nanoseconds most, Deadline deadline,
                                                      ObjectId object) {
    BlockingCall call({object, Readiness::of<&RobustLock::is_free>(*this), deadline});
    const timespec until = from_now(deadline.is_never() ? most : std::min(most, deadline.left()));
    const std::optional<LockResult> obtained = to_lock_result(lock_until(&mutex_, until), &mutex_);
    if (!obtained)
        call.came_back(Woken::timed_out);
    return followed(obtained);
}

bool RobustLock::is_free() const noexcept {
    // This is the word that the lock shares with the kernel. It holds the id of the thread that holds the
    // lock, and the kernel removes the id when the thread dies.
    const int word = __atomic_load_n(&mutex_.__data.__lock, __ATOMIC_RELAXED);
    return (static_cast<unsigned>(word) & FUTEX_TID_MASK) == 0;
}

} // namespace interleave
