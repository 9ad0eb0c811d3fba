// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/shared_mutex.h"

#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<SharedMutex> && std::is_trivially_destructible_v<SharedMutex>,
              "lies in shared memory");

void SharedMutex::lock(std::source_location where) {
    lock_until(writer, Deadline::never(), where);
}

void SharedMutex::lock_shared(std::source_location where) {
    lock_until(reader, Deadline::never(), where);
}

bool SharedMutex::try_lock_for(std::chrono::nanoseconds limit, std::source_location where) {
    return lock_until(writer, Deadline::in(limit), where);
}

bool SharedMutex::try_lock_shared_for(std::chrono::nanoseconds limit, std::source_location where) {
    return lock_until(reader, Deadline::in(limit), where);
}

bool SharedMutex::try_lock(std::source_location where) {
    return try_now(writer, where);
}

bool SharedMutex::try_lock_shared(std::source_location where) {
    return try_now(reader, where);
}

void SharedMutex::unlock(std::source_location where) noexcept {
    leave(writer, where);
}

void SharedMutex::unlock_shared(std::source_location where) noexcept {
    leave(reader, where);
}

bool SharedMutex::lock_until(Role role, Deadline deadline, const std::source_location& where) {
    hand_over(Operation::acquire, object_);
    WaitQueue::Place place = 0;
    {
        const std::lock_guard lock(guard_);
        if (obtain_free(role, where))
            return true;
        place = queue_.enter(role);
    }
    const WaitDetail detail = role == reader ? WaitDetail::shared : WaitDetail::plain;
    return wait_at(
        queue_, place, guard_, {object_, where, deadline, detail},
        [this](Recorder& recorder, SiteId site) {
            recorder.event_after(EventKind::acquire, object_, 0, site);
        },
        [this, role](bool was_called) {
            if (was_called)
                count(role, -1);
            // Also where it was not called: readers may have waited only because this writer did.
            call_waiters();
        });
}

bool SharedMutex::try_now(Role role, const std::source_location& where) {
    hand_over(Operation::try_acquire, object_);
    {
        const std::lock_guard lock(guard_);
        if (obtain_free(role, where))
            return true;
    }
    record_try_in_vain(object_, where);
    return false;
}

void SharedMutex::leave(Role role, const std::source_location& where) noexcept {
    hand_over_quietly(Operation::release, object_);
    Recorder& recorder = Recorder::of_this_thread();
    const std::lock_guard lock(guard_);
    recorder.event(EventKind::release, object_, 0, recorder.site(where));
    count(role, -1);
    call_waiters();
}

bool SharedMutex::obtain_free(Role role, const std::source_location& where) {
    if (!fits(role) || has_to_queue(role))
        return false;
    const UncontendedSample sample;
    count(role, 1);
    Recorder& recorder = Recorder::of_this_thread();
    sample.acquired(recorder, object_, recorder.site(where));
    return true;
}

/// Whether those inside let it in.
bool SharedMutex::fits(Role role) const noexcept {
    return writers_ == 0 && (role == reader || readers_ == 0);
}

/// Whether those who wait come first.
bool SharedMutex::has_to_queue(Role role) const noexcept {
    switch (preference_) {
    case Preference::readers:
        return false;
    case Preference::writers:
        return role == reader && queue_.first(writer) != 0;
    case Preference::in_order:
        break;
    }
    return !queue_.empty();
}

void SharedMutex::count(Role role, int change) noexcept {
    (role == reader ? readers_ : writers_) += static_cast<std::uint32_t>(change);
}

WaitQueue::Place SharedMutex::next() const noexcept {
    if (preference_ == Preference::in_order)
        return queue_.first();
    const Role preferred = preference_ == Preference::readers ? reader : writer;
    const WaitQueue::Place place = queue_.first(preferred);
    return place != 0 ? place : queue_.first();
}

void SharedMutex::call_waiters() noexcept {
    for (WaitQueue::Place place = next(); place != 0; place = next()) {
        const auto role = static_cast<Role>(queue_.tag(place));
        if (!fits(role))
            return;
        count(role, 1);
        queue_.call(place);
    }
}

} // namespace interleave
