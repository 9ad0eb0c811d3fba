// SPDX-License-Identifier: GPL-3.0-or-later
// pthread_barrier_*.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"

using namespace interleave;
using namespace interleave::preload;

INTERLEAVE_HOOK int pthread_barrier_init(pthread_barrier_t* barrier, const pthread_barrierattr_t* attributes,
                                         unsigned count) {
    forget_object(barrier);
    return real().barrier_init(barrier, attributes, count);
}

INTERLEAVE_HOOK int pthread_barrier_destroy(pthread_barrier_t* barrier) {
    forget_object(barrier);
    return real().barrier_destroy(barrier);
}

INTERLEAVE_HOOK int pthread_barrier_wait(pthread_barrier_t* barrier) {
    const Hook hook;
    if (!hook)
        return real().barrier_wait(barrier);
    Lane& lane = Lane::of_this_thread();
    const SiteId site = INTERLEAVE_CALLERS;
    const ObjectId object = object_at(barrier, ObjectKind::barrier, site);
    lane.event(EventKind::wait_begin, object, 0, site);
    const int result = real().barrier_wait(barrier);
    const bool passed = result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD;
    lane.event_after(EventKind::wait_end, object, 0, site,
                     to_detail(passed ? WaitOutcome::satisfied : WaitOutcome::failed));
    return result;
}
