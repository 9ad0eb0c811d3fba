// SPDX-License-Identifier: GPL-3.0-or-later
// sem_*.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"
#include "core/preload/python_locks.h"
#include "core/preload/session.h"
#include "core/preload/text.h"

#include <cstdarg>
#include <fcntl.h>

using namespace interleave;
using namespace interleave::preload;

namespace {

/// A lock of Python is a semaphore of one. What it is called and where it is asked for, Python's frames say.
struct Asked {
    ObjectId object;
    ObjectKind kind; ///< semaphore, or that of an object of Python
    SiteId site;
    const void* lock; ///< that a holder gives back
};

Asked asked_of(const sem_t* semaphore, SiteId site) noexcept {
    if (const auto of_python = python_wait_for(semaphore))
        return {of_python->object, of_python->kind, of_python->site,
                of_python->lock != nullptr ? of_python->lock : semaphore};
    return {object_at(semaphore, ObjectKind::semaphore, site), ObjectKind::semaphore, site, semaphore};
}

template <typename Wait>
int wait_for_semaphore(sem_t* semaphore, SiteId site, bool is_timed, Wait&& wait) noexcept {
    Lane& lane = Lane::of_this_thread();
    if (real().sem_trywait(semaphore) == 0) {
        note_semaphore_taken(semaphore, site);
        return 0;
    }
    const Asked asked = asked_of(semaphore, site);
    const Wanted wanted(asked.lock);
    note_python_waits(semaphore, asked.object);
    lane.event(EventKind::wait_begin, asked.object, 0, asked.site, detail_of(WaitDetail::plain, is_timed));
    const int result = cancellable(wait, [&] {
        note_python_waited(semaphore);
        lane.event_after(EventKind::wait_end, asked.object, 0, asked.site, to_detail(WaitOutcome::failed));
    });
    const int error = errno;
    note_python_waited(semaphore);
    if (result == 0 && is_part_of_python_object(semaphore)) {
        lane.event_after(EventKind::wait_end, asked.object, 0, asked.site, to_detail(WaitOutcome::satisfied));
    } else if (result == 0) {
        lane.event_after(EventKind::acquire, asked.object, 0, asked.site);
        if (is_lock(asked.kind))
            lane.held.acquired_and_written(semaphore, asked.kind, asked.site);
    } else {
        lane.event_after(EventKind::wait_end, asked.object, 0, asked.site, to_detail(outcome_of(error)));
    }
    errno = error;
    return result;
}

} // namespace

INTERLEAVE_HOOK int sem_init(sem_t* semaphore, int is_shared, unsigned value) {
    const Hook hook;
    const int result = real().sem_init(semaphore, is_shared, value);
    forget_object(semaphore);
    if (is_shared == 0 && value == 1)
        count_semaphore_of_one(__builtin_return_address(0));
    if (hook && is_shared == 0 && value == 1)
        note_semaphore_of_one(semaphore, __builtin_return_address(0));
    else if (hook && is_shared == 0 && value == 0)
        note_semaphore_of_none(semaphore, __builtin_return_address(0));
    return result;
}

INTERLEAVE_HOOK sem_t* sem_open(const char* name, int flags, ...) {
    std::va_list more;
    va_start(more, flags);
    const auto mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : mode_t{};
    const unsigned value = (flags & O_CREAT) != 0 ? va_arg(more, unsigned) : 0;
    va_end(more);
    const Hook hook;
    sem_t* const semaphore = real().sem_open(name, flags, mode, value);
    const int error = errno;
    if (hook && semaphore != SEM_FAILED)
        note_named_semaphore(semaphore, name);
    errno = error;
    return semaphore;
}

INTERLEAVE_HOOK int sem_close(sem_t* semaphore) {
    forget_object(semaphore);
    return real().sem_close(semaphore);
}

INTERLEAVE_HOOK int sem_destroy(sem_t* semaphore) {
    forget_object(semaphore);
    return real().sem_destroy(semaphore);
}

INTERLEAVE_HOOK int sem_trywait(sem_t* semaphore) {
    const Hook hook;
    const int result = real().sem_trywait(semaphore);
    if (!hook)
        return result;
    const int error = errno;
    if (result == 0)
        note_semaphore_taken(semaphore, INTERLEAVE_WHERE);
    else if (error == EAGAIN)
        note_python_asks(semaphore);
    errno = error;
    return result;
}

INTERLEAVE_HOOK int sem_wait(sem_t* semaphore) {
    const Hook hook;
    const auto wait = [&] { return real().sem_wait(semaphore); };
    return hook ? wait_for_semaphore(semaphore, INTERLEAVE_CALLER, false, wait) : wait();
}

INTERLEAVE_HOOK int sem_timedwait(sem_t* semaphore, const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().sem_timedwait(semaphore, until); };
    return hook ? wait_for_semaphore(semaphore, INTERLEAVE_CALLER, true, wait) : wait();
}

INTERLEAVE_HOOK int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().sem_clockwait(semaphore, clock, until); };
    return hook ? wait_for_semaphore(semaphore, INTERLEAVE_CALLER, true, wait) : wait();
}

INTERLEAVE_HOOK int sem_post(sem_t* semaphore) {
    const Hook hook;
    if (!hook)
        return real().sem_post(semaphore);
    note_semaphore_given(semaphore, INTERLEAVE_WHERE);
    const int result = real().sem_post(semaphore);
    Lane::of_this_thread().held.after_release();
    return result;
}
