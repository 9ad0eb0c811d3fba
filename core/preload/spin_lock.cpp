// SPDX-License-Identifier: GPL-3.0-or-later
// pthread_spin_*. Who waits for one computes; the wait is recorded all the same.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"

using namespace interleave;
using namespace interleave::preload;

INTERLEAVE_HOOK int pthread_spin_init(pthread_spinlock_t* lock, int is_shared) {
    forget_object(const_cast<const int*>(lock));
    return real().spin_init(lock, is_shared);
}

INTERLEAVE_HOOK int pthread_spin_destroy(pthread_spinlock_t* lock) {
    forget_object(const_cast<const int*>(lock));
    return real().spin_destroy(lock);
}

INTERLEAVE_HOOK int pthread_spin_lock(pthread_spinlock_t* lock) {
    const Hook hook;
    if (!hook)
        return real().spin_lock(lock);
    const void* const address = const_cast<const int*>(lock);
    const int tried = real().spin_trylock(lock);
    if (tried == 0)
        Lane::of_this_thread().held.acquired(address, ObjectKind::mutex, INTERLEAVE_WHERE);
    if (tried != EBUSY)
        return tried;
    return wait_for_lock(address, ObjectKind::mutex, INTERLEAVE_CALLERS, WaitDetail::plain, false,
                         [&] { return real().spin_lock(lock); });
}

INTERLEAVE_HOOK int pthread_spin_trylock(pthread_spinlock_t* lock) {
    const Hook hook;
    const int result = real().spin_trylock(lock);
    if (hook && result == 0)
        Lane::of_this_thread().held.acquired(const_cast<const int*>(lock), ObjectKind::mutex,
                                             INTERLEAVE_WHERE);
    return result;
}

INTERLEAVE_HOOK int pthread_spin_unlock(pthread_spinlock_t* lock) {
    const Hook hook;
    if (!hook)
        return real().spin_unlock(lock);
    note_release(const_cast<const int*>(lock), 0);
    const int result = real().spin_unlock(lock);
    Lane::of_this_thread().held.after_release();
    return result;
}
