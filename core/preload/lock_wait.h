// SPDX-License-Identifier: GPL-3.0-or-later
// The wait for a lock that is not free.
#pragma once

#include "core/preload/hook.h"
#include "core/preload/object_table.h"

#include <cerrno>

namespace interleave::preload {

/// What the results of a call mean, which are error numbers or -1 with errno.
inline WaitOutcome outcome_of(int error) noexcept {
    return error == 0           ? WaitOutcome::satisfied
           : error == ETIMEDOUT ? WaitOutcome::timed_out
                                : WaitOutcome::failed;
}

/// Whether the caller has the mutex: it may have been left locked by a thread that ended.
inline bool has_lock(int result) noexcept {
    return result == 0 || result == EOWNERDEAD;
}

inline std::uint16_t detail_of(WaitDetail kind, bool is_timed) noexcept {
    return static_cast<std::uint16_t>(to_detail(kind) | (is_timed ? wait_is_timed : 0));
}

/// Waits for a lock by `wait()`, which returns an error number, and records that.
template <typename Wait>
int wait_for_lock(const void* lock, ObjectKind kind, SiteId site, WaitDetail how, bool is_timed,
                  Wait&& wait) noexcept {
    Lane& lane = Lane::of_this_thread();
    const ObjectId object = object_at(lock, kind, site);
    const Wanted wanted(lock);
    lane.event(EventKind::wait_begin, object, 0, site, detail_of(how, is_timed));
    const int result = wait();
    if (has_lock(result)) {
        lane.event_after(EventKind::acquire, object, 0, site);
        lane.held.acquired_and_written(lock, kind, site);
    } else {
        lane.event_after(EventKind::wait_end, object, 0, site, to_detail(outcome_of(result)));
    }
    return result;
}

/// Records that a lock is given back, before that is done.
inline void note_release(const void* lock, SiteId site) noexcept {
    Lane& lane = Lane::of_this_thread();
    if (lane.held.released(lock))
        return;
    // Another thread took it, or this one before it was recorded. Who never waited for it does not know it.
    if (const KnownObject* const entry = find_entry(key_of(lock)))
        if (const ObjectId object = object_of(*entry); object != no_object)
            lane.event(EventKind::release, object, 0, site);
}

} // namespace interleave::preload
