// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/robust_mutex.h"

#include "core/sync/hand_over.h"
#include "core/sync/uncontended_sample.h"
#include "core/sync/waiting.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<RobustMutex> && std::is_trivially_destructible_v<RobustMutex>,
              "lies in shared memory");

namespace {

/// A wait is divided into slices of this length. Between two slices the stop flag is checked, so it must be
/// shorter than the time that a run has to stop by itself. Each slice wakes the waiter for a moment.
constexpr auto wait_slice = std::chrono::milliseconds(100);

} // namespace

LockResult RobustMutex::lock(std::source_location where) {
    hand_over(Operation::acquire, object_, where, when_free());
    return *lock_until(Deadline::never(), where); // without a deadline it returns only with the lock
}

std::optional<LockResult> RobustMutex::try_lock_for(std::chrono::nanoseconds limit,
                                                    std::source_location where) {
    hand_over(Operation::acquire, object_, where, when_free());
    return lock_until(Deadline::in(limit), where);
}

std::optional<LockResult> RobustMutex::try_lock(std::source_location where) {
    hand_over(Operation::try_acquire, object_, where);
    const UncontendedSample sample;
    const std::optional<LockResult> obtained = lock_.try_lock();
    if (obtained) {
        Recorder& recorder = Recorder::of_this_thread();
        sample.acquired(recorder, object_, recorder.site(where), AcquireDetail::tried);
    } else {
        record_failed_try(object_, where);
    }
    return obtained;
}

void RobustMutex::unlock(std::source_location where) noexcept {
    hand_over_quietly(Operation::release, object_, where);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::release, object_, 0, recorder.site(where));
    lock_.unlock();
}

std::optional<LockResult> RobustMutex::lock_until(Deadline deadline, const std::source_location& where) {
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    const UncontendedSample sample;
    if (const std::optional<LockResult> obtained = lock_.try_lock()) {
        sample.acquired(recorder, object_, site,
                        deadline.is_never() ? AcquireDetail::plain : AcquireDetail::tried);
        return obtained;
    }
    const WithoutGil without(where);
    recorder.event(EventKind::wait_begin, object_, 0, site,
                   Wait{object_, where, deadline}.wait_begin_detail());
    for (;;) {
        if (const std::optional<LockResult> obtained = lock_.try_lock_within(wait_slice, deadline, object_)) {
            recorder.event(EventKind::acquire, object_, 0, site);
            return obtained;
        }
        const bool stopped = stop_requested();
        if (!stopped && !deadline.has_passed())
            continue;
        recorder.event(EventKind::wait_end, object_, 0, site,
                       to_detail(stopped ? WaitOutcome::stopped : WaitOutcome::timed_out));
        throw_if_stopped();
        return std::nullopt;
    }
}

} // namespace interleave
