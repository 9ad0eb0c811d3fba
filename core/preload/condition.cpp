// SPDX-License-Identifier: GPL-3.0-or-later
// pthread_cond_*, by which std::condition_variable works, too.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"
#include "core/preload/python_gil.h"

#include <dlfcn.h>
#include <limits>

using namespace interleave;
using namespace interleave::preload;

namespace {

/// A wait gives the mutex back and has it again when it ends, even where the thread is cancelled in it.
template <typename Wait>
int wait_for_condition(pthread_cond_t* condition, pthread_mutex_t* mutex, SiteId site, bool is_timed,
                       Wait&& wait) noexcept {
    Lane& lane = Lane::of_this_thread();
    const ObjectId object = object_at(condition, ObjectKind::condition, site);
    const ObjectId lock = object_at(mutex, ObjectKind::mutex, site);
    lane.held.write_open();
    lane.held.released(mutex);
    lane.event(EventKind::wait_begin, object, 0, site, detail_of(WaitDetail::plain, is_timed));
    const auto has_mutex_again = [&] {
        lane.event_after(EventKind::acquire, lock, 0, site);
        lane.held.acquired_and_written(mutex, ObjectKind::mutex, site);
    };
    const int result = cancellable(wait, [&] {
        lane.event_after(EventKind::wait_end, object, 0, site, to_detail(WaitOutcome::failed));
        has_mutex_again();
    });
    lane.event_after(EventKind::wait_end, object, 0, site, to_detail(outcome_of(result)));
    has_mutex_again();
    return result;
}

void note_notify(const pthread_cond_t* condition, std::uint64_t how_many, SiteId site) noexcept {
    // Nobody waits for what was never waited for.
    if (const KnownObject* const entry = find_entry(key_of(condition)))
        if (const ObjectId object = object_of(*entry); object != no_object)
            Lane::of_this_thread().event(EventKind::notify, object, how_many, site);
}

} // namespace

INTERLEAVE_HOOK int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t* attributes) {
    const int result = real().cond_init(condition, attributes);
    note_condition_init(condition);
    forget_object(condition);
    return result;
}

INTERLEAVE_HOOK int pthread_cond_destroy(pthread_cond_t* condition) {
    forget_object(condition);
    return real().cond_destroy(condition);
}

INTERLEAVE_HOOK int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
    const Hook hook;
    const auto wait = [&] { return real().cond_wait(condition, mutex); };
    if (!hook)
        return wait();
    if (Gil* const gil = gil_of_condition(condition))
        return wait_for_gil_condition(*gil, condition, wait);
    return wait_for_condition(condition, mutex, INTERLEAVE_CALLERS, false, wait);
}

INTERLEAVE_HOOK int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                           const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().cond_timedwait(condition, mutex, until); };
    if (!hook)
        return wait();
    if (Gil* const gil = gil_of_condition(condition))
        return wait_for_gil_condition(*gil, condition, wait);
    return wait_for_condition(condition, mutex, INTERLEAVE_CALLERS, true, wait);
}

INTERLEAVE_HOOK int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                                           const timespec* until) {
    const Hook hook;
    const auto wait = [&] { return real().cond_clockwait(condition, mutex, clock, until); };
    if (!hook)
        return wait();
    if (Gil* const gil = gil_of_condition(condition))
        return wait_for_gil_condition(*gil, condition, wait);
    return wait_for_condition(condition, mutex, INTERLEAVE_CALLERS, true, wait);
}

INTERLEAVE_HOOK int pthread_cond_signal(pthread_cond_t* condition) {
    const Hook hook;
    if (hook) {
        if (Gil* const gil = gil_of_condition(condition))
            note_signal_of_gil(*gil, condition);
        else
            note_notify(condition, 1, INTERLEAVE_CALLER);
    }
    return real().cond_signal(condition);
}

INTERLEAVE_HOOK int pthread_cond_broadcast(pthread_cond_t* condition) {
    const Hook hook;
    if (hook)
        note_notify(condition, std::numeric_limits<std::uint32_t>::max(), INTERLEAVE_CALLER);
    return real().cond_broadcast(condition);
}

#if defined(__x86_64__)
// A program of before 2003 calls these, whose condition variables have another layout. They are not recorded.
namespace {

template <typename Function>
Function old_version_of(const char* name, Function) noexcept {
    return reinterpret_cast<Function>(dlvsym(RTLD_NEXT, name, "GLIBC_2.2.5"));
}

} // namespace

#define INTERLEAVE_OLD(name) __asm__(".symver interleave_old_" #name ", pthread_" #name "@GLIBC_2.2.5")
INTERLEAVE_OLD(cond_init);
INTERLEAVE_OLD(cond_destroy);
INTERLEAVE_OLD(cond_wait);
INTERLEAVE_OLD(cond_timedwait);
INTERLEAVE_OLD(cond_signal);
INTERLEAVE_OLD(cond_broadcast);

extern "C" {
__attribute__((visibility("default"))) int interleave_old_cond_init(pthread_cond_t* condition,
                                                                    const pthread_condattr_t* attributes) {
    return old_version_of("pthread_cond_init", &pthread_cond_init)(condition, attributes);
}
__attribute__((visibility("default"))) int interleave_old_cond_destroy(pthread_cond_t* condition) {
    return old_version_of("pthread_cond_destroy", &pthread_cond_destroy)(condition);
}
__attribute__((visibility("default"))) int interleave_old_cond_wait(pthread_cond_t* condition,
                                                                    pthread_mutex_t* mutex) {
    return old_version_of("pthread_cond_wait", &pthread_cond_wait)(condition, mutex);
}
__attribute__((visibility("default"))) int
interleave_old_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const timespec* until) {
    return old_version_of("pthread_cond_timedwait", &pthread_cond_timedwait)(condition, mutex, until);
}
__attribute__((visibility("default"))) int interleave_old_cond_signal(pthread_cond_t* condition) {
    return old_version_of("pthread_cond_signal", &pthread_cond_signal)(condition);
}
__attribute__((visibility("default"))) int interleave_old_cond_broadcast(pthread_cond_t* condition) {
    return old_version_of("pthread_cond_broadcast", &pthread_cond_broadcast)(condition);
}
}
#endif
