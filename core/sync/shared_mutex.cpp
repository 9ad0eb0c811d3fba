// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/shared_mutex.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<SharedMutex> && std::is_trivially_destructible_v<SharedMutex>,
              "lies in shared memory");

using enum ReadersAndWriters::Role;

/// Returns whether the present holders allow it to enter.
bool ReadersAndWriters::fits(WaitQueue::Tag role) const noexcept {
    return writers_ == 0 && (role == reader || readers_ == 0);
}

/// Returns whether it has to wait behind those in the queue.
bool ReadersAndWriters::has_to_queue(WaitQueue::Tag role, const WaitQueue& queue) const noexcept {
    switch (preference_) {
    case Preference::readers:
        return false;
    case Preference::writers:
        return role == reader && queue.first(writer) != 0;
    case Preference::in_order:
        break;
    }
    return !queue.empty();
}

WaitQueue::Place ReadersAndWriters::next(const WaitQueue& queue) const noexcept {
    WaitQueue::Place place = 0;
    if (preference_ != Preference::in_order)
        place = queue.first(preference_ == Preference::readers ? reader : writer);
    if (place == 0)
        place = queue.first();
    return place != 0 && fits(queue.tag(place)) ? place : 0;
}

void SharedMutex::lock(std::source_location where) {
    acquire_until(writer, WaitDetail::plain, Deadline::never(), where);
}

bool SharedMutex::try_lock_for(std::chrono::nanoseconds limit, std::source_location where) {
    return acquire_until(writer, WaitDetail::plain, Deadline::in(limit), where);
}

bool SharedMutex::try_lock(std::source_location where) {
    return try_acquire_now(writer, where);
}

void SharedMutex::unlock(std::source_location where) noexcept {
    release(writer, 1, where);
}

void SharedMutex::lock_shared(std::source_location where) {
    acquire_until(reader, WaitDetail::shared, Deadline::never(), where);
}

bool SharedMutex::try_lock_shared_for(std::chrono::nanoseconds limit, std::source_location where) {
    return acquire_until(reader, WaitDetail::shared, Deadline::in(limit), where);
}

bool SharedMutex::try_lock_shared(std::source_location where) {
    return try_acquire_now(reader, where);
}

void SharedMutex::unlock_shared(std::source_location where) noexcept {
    release(reader, 1, where);
}

} // namespace interleave
