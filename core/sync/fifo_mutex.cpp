// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/fifo_mutex.h"

#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<FifoMutex> && std::is_trivially_destructible_v<FifoMutex>,
              "lies in shared memory");

void FifoMutex::lock(std::source_location where) {
    hand_over(Operation::acquire, object_);
    lock_until(Deadline::never(), where);
}

bool FifoMutex::try_lock_for(std::chrono::nanoseconds limit, std::source_location where) {
    hand_over(Operation::acquire, object_);
    return lock_until(Deadline::in(limit), where);
}

bool FifoMutex::try_lock(std::source_location where) {
    hand_over(Operation::try_acquire, object_);
    {
        const std::lock_guard lock(guard_);
        if (obtain_free(where))
            return true;
    }
    record_try_in_vain(object_, where);
    return false;
}

void FifoMutex::unlock(std::source_location where) noexcept {
    hand_over_quietly(Operation::release, object_);
    Recorder& recorder = Recorder::of_this_thread();
    const std::lock_guard lock(guard_);
    recorder.event(EventKind::release, object_, 0, recorder.site(where));
    hand_on();
}

bool FifoMutex::lock_until(Deadline deadline, const std::source_location& where) {
    WaitQueue::Place place = 0;
    {
        const std::lock_guard lock(guard_);
        if (obtain_free(where))
            return true;
        place = queue_.enter();
    }
    return wait_at(
        queue_, place, guard_, {object_, where, deadline},
        [this](Recorder& recorder, SiteId site) {
            recorder.event_after(EventKind::acquire, object_, 0, site);
        },
        [this](bool was_called) {
            if (was_called)
                hand_on();
        });
}

bool FifoMutex::obtain_free(const std::source_location& where) {
    if (held_)
        return false;
    const UncontendedSample sample;
    held_ = true;
    Recorder& recorder = Recorder::of_this_thread();
    sample.acquired(recorder, object_, recorder.site(where));
    return true;
}

void FifoMutex::hand_on() noexcept {
    if (queue_.empty())
        held_ = false;
    else
        queue_.call(queue_.first());
}

} // namespace interleave
