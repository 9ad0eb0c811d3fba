// SPDX-License-Identifier: GPL-3.0-or-later
// pthread_rwlock_*, by which std::shared_mutex works, too.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"

using namespace interleave;
using namespace interleave::preload;

namespace {

/// How a thread asks for a lock.
struct Asking {
    int (*try_lock)(pthread_rwlock_t*);
    WaitDetail how;
    bool is_timed;
};

template <typename Wait>
int lock(pthread_rwlock_t* lock, const Asking& asking, Where where, Wait&& wait) noexcept {
    const int tried = asking.try_lock(lock);
    if (tried == 0)
        Lane::of_this_thread().held.acquired(lock, ObjectKind::shared_mutex, where);
    if (tried != EBUSY && tried != EAGAIN)
        return tried;
    return wait_for_lock(lock, ObjectKind::shared_mutex, where.site_with_callers(), asking.how,
                         asking.is_timed, wait);
}

Asking reading(bool is_timed) noexcept {
    return {real().rwlock_tryrdlock, WaitDetail::shared, is_timed};
}
Asking writing(bool is_timed) noexcept {
    return {real().rwlock_trywrlock, WaitDetail::plain, is_timed};
}

} // namespace

INTERLEAVE_HOOK int pthread_rwlock_destroy(pthread_rwlock_t* rwlock) {
    forget_object(rwlock);
    return real().rwlock_destroy(rwlock);
}

INTERLEAVE_HOOK int pthread_rwlock_rdlock(pthread_rwlock_t* rwlock) {
    const Hook hook;
    const auto wait = [&] { return real().rwlock_rdlock(rwlock); };
    return hook ? lock(rwlock, reading(false), INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_rwlock_timedrdlock(pthread_rwlock_t* rwlock, const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().rwlock_timedrdlock(rwlock, until); };
    return hook ? lock(rwlock, reading(true), INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_rwlock_clockrdlock(pthread_rwlock_t* rwlock, clockid_t clock,
                                               const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().rwlock_clockrdlock(rwlock, clock, until); };
    return hook ? lock(rwlock, reading(true), INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_rwlock_wrlock(pthread_rwlock_t* rwlock) {
    const Hook hook;
    const auto wait = [&] { return real().rwlock_wrlock(rwlock); };
    return hook ? lock(rwlock, writing(false), INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_rwlock_timedwrlock(pthread_rwlock_t* rwlock, const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().rwlock_timedwrlock(rwlock, until); };
    return hook ? lock(rwlock, writing(true), INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_rwlock_clockwrlock(pthread_rwlock_t* rwlock, clockid_t clock,
                                               const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().rwlock_clockwrlock(rwlock, clock, until); };
    return hook ? lock(rwlock, writing(true), INTERLEAVE_WHERE, wait) : wait();
}

INTERLEAVE_HOOK int pthread_rwlock_tryrdlock(pthread_rwlock_t* rwlock) {
    const Hook hook;
    const int result = real().rwlock_tryrdlock(rwlock);
    if (hook && result == 0)
        Lane::of_this_thread().held.acquired(rwlock, ObjectKind::shared_mutex, INTERLEAVE_WHERE);
    return result;
}

INTERLEAVE_HOOK int pthread_rwlock_trywrlock(pthread_rwlock_t* rwlock) {
    const Hook hook;
    const int result = real().rwlock_trywrlock(rwlock);
    if (hook && result == 0)
        Lane::of_this_thread().held.acquired(rwlock, ObjectKind::shared_mutex, INTERLEAVE_WHERE);
    return result;
}

INTERLEAVE_HOOK int pthread_rwlock_unlock(pthread_rwlock_t* rwlock) {
    const Hook hook;
    if (!hook)
        return real().rwlock_unlock(rwlock);
    note_release(rwlock, 0);
    const int result = real().rwlock_unlock(rwlock);
    Lane::of_this_thread().held.after_release();
    return result;
}
