// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/semaphore.h"

#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<Semaphore> && std::is_trivially_destructible_v<Semaphore>,
              "lies in shared memory");

Semaphore::Semaphore(std::string_view name, std::uint32_t permits, std::source_location where)
    : permits_(permits)
    , object_(register_object(ObjectKind::semaphore, name)) {
    Recorder& recorder = Recorder::of_this_thread();
    record_permits(recorder, recorder.site(where));
}

void Semaphore::acquire(std::source_location where) {
    hand_over(Operation::acquire, object_);
    acquire_until(Deadline::never(), where);
}

bool Semaphore::try_acquire_for(std::chrono::nanoseconds limit, std::source_location where) {
    hand_over(Operation::acquire, object_);
    return acquire_until(Deadline::in(limit), where);
}

bool Semaphore::try_acquire(std::source_location where) {
    hand_over(Operation::try_acquire, object_);
    {
        const std::lock_guard lock(guard_);
        if (obtain_free(where))
            return true;
    }
    record_try_in_vain(object_, where);
    return false;
}

void Semaphore::release(std::uint32_t permits, std::source_location where) noexcept {
    hand_over_quietly(Operation::release, object_);
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    const std::lock_guard lock(guard_);
    for (std::uint32_t i = 0; i < permits; ++i)
        recorder.event(EventKind::release, object_, 0, site);
    permits_ += permits;
    record_permits(recorder, site);
    call_waiters();
}

bool Semaphore::acquire_until(Deadline deadline, const std::source_location& where) {
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
            --promised_;
            --permits_;
            recorder.event_after(EventKind::acquire, object_, 0, site);
            record_permits(recorder, site);
        },
        [this](bool was_called) {
            if (was_called) {
                --promised_;
                call_waiters();
            }
        });
}

bool Semaphore::obtain_free(const std::source_location& where) {
    if (permits_ == promised_)
        return false;
    const UncontendedSample sample;
    --permits_;
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    sample.acquired(recorder, object_, site);
    record_permits(recorder, site);
    return true;
}

void Semaphore::record_permits(Recorder& recorder, SiteId site) const noexcept {
    recorder.event_after(EventKind::set_value, object_, permits_, site);
}

void Semaphore::call_waiters() noexcept {
    while (promised_ < permits_ && !queue_.empty()) {
        ++promised_;
        queue_.call(queue_.first());
    }
}

} // namespace interleave
