// SPDX-License-Identifier: GPL-3.0-or-later
// pthread_mutex_*, by which std::mutex, std::recursive_mutex and their kind work, too.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"
#include "core/preload/python_gil.h"

using namespace interleave;
using namespace interleave::preload;

namespace {

/// Whoever finds it free has it at once; only a wait costs records.
template <typename Wait>
int lock(pthread_mutex_t* mutex, bool is_timed, Where where, Wait&& wait) noexcept {
    const int tried = real().mutex_trylock(mutex);
    if (has_lock(tried))
        Lane::of_this_thread().held.acquired(mutex, ObjectKind::mutex, where);
    if (tried != EBUSY)
        return tried;
    return wait_for_lock(mutex, ObjectKind::mutex, where.site_with_callers(), WaitDetail::plain, is_timed,
                         wait);
}

} // namespace

INTERLEAVE_HOOK int pthread_mutex_init(pthread_mutex_t* mutex, const pthread_mutexattr_t* attributes) {
    const int result = real().mutex_init(mutex, attributes);
    note_mutex_init(mutex);
    forget_object(mutex);
    return result;
}

INTERLEAVE_HOOK int pthread_mutex_destroy(pthread_mutex_t* mutex) {
    forget_object(mutex);
    return real().mutex_destroy(mutex);
}

INTERLEAVE_HOOK int pthread_mutex_lock(pthread_mutex_t* mutex) {
    const Hook hook;
    if (!hook)
        return real().mutex_lock(mutex);
    if (Gil* const gil = gil_of_mutex(mutex))
        return lock_mutex_of_gil(*gil, mutex);
    return lock(mutex, false, INTERLEAVE_WHERE, [&] { return real().mutex_lock(mutex); });
}

INTERLEAVE_HOOK int pthread_mutex_trylock(pthread_mutex_t* mutex) {
    const Hook hook;
    const int result = real().mutex_trylock(mutex);
    if (hook && has_lock(result) && gil_of_mutex(mutex) == nullptr)
        Lane::of_this_thread().held.acquired(mutex, ObjectKind::mutex, INTERLEAVE_WHERE);
    return result;
}

INTERLEAVE_HOOK int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().mutex_timedlock(mutex, until); };
    return hook ? lock(mutex, true, INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().mutex_clocklock(mutex, clock, until); };
    return hook ? lock(mutex, true, INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_mutex_unlock(pthread_mutex_t* mutex) {
    const Hook hook;
    if (!hook)
        return real().mutex_unlock(mutex);
    if (Gil* const gil = gil_of_mutex(mutex))
        return unlock_mutex_of_gil(*gil, mutex);
    note_release(mutex, 0);
    const int result = real().mutex_unlock(mutex);
    Lane::of_this_thread().held.after_release();
    return result;
}
