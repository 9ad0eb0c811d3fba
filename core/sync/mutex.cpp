// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/mutex.h"

#include "core/sync/waiting.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<Mutex> && std::is_trivially_destructible_v<Mutex>,
              "lies in shared memory");

bool Mutex::try_lock(std::source_location where) {
    hand_over(Operation::try_acquire, object_, where);
    Recorder& recorder = Recorder::of_this_thread();
    const UncontendedSample sample;
    if (obtain_free(recorder)) {
        sample.acquired(recorder, object_, recorder.site(where), AcquireDetail::tried);
        return true;
    }
    record_failed_try(object_, where);
    return false;
}

bool Mutex::try_lock_for(std::chrono::nanoseconds limit, std::source_location where) {
    hand_over(Operation::acquire, object_, where, when_free());
    Recorder& recorder = Recorder::of_this_thread();
    const UncontendedSample sample;
    if (!obtain_free(recorder))
        return wait_and_lock(where, Deadline::in(limit));
    sample.acquired(recorder, object_, recorder.site(where), AcquireDetail::tried);
    return true;
}

void Mutex::lock_again(const std::source_location& where) noexcept {
    hand_over_quietly(Operation::acquire, object_, where, when_free());
    Recorder& recorder = Recorder::of_this_thread();
    const UncontendedSample sample;
    if (obtain_free(recorder)) {
        sample.acquired(recorder, object_, recorder.site(where));
        return;
    }
    try {
        wait_and_lock(where, Deadline::never(), WaitDetail::reacquire);
    } catch (const Stopped&) {
        // The holder is being stopped too, and releases it.
        while (!obtain_wanted(recorder))
            futex_wait(state_, wanted);
        recorder.event(EventKind::acquire, object_, 0, recorder.site(where));
    }
}

void Mutex::register_forked_copy(std::string_view name, std::source_location where) {
    object_ = register_object(ObjectKind::mutex, name);
    if (is_free())
        return;
    // No lane of this process holds it, and yet it is locked. That is recorded as a value of 0.
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::set_value, object_, 0, recorder.site(where));
}

bool Mutex::wait_and_lock(const std::source_location& where, Deadline deadline, WaitDetail detail) {
    // A worker that has slept cannot know whether others still sleep, so it takes the lock as wanted. At
    // worst that costs one unnecessary wake-up; none is ever missed.
    Recorder& recorder = Recorder::of_this_thread();
    return wait_to_acquire({object_, where, deadline, detail}, state_, [&](std::uint32_t& seen) {
        seen = wanted;
        return obtain_wanted(recorder);
    });
}

} // namespace interleave
