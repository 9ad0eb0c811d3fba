// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/gil.h"

#include <mutex>

namespace interleave {

thread_local constinit Gil* Gil::of_this_thread_ = nullptr;

void Gil::take(std::source_location where) {
    if (!take_unless_stopped(where))
        throw Stopped();
}

bool Gil::take_unless_stopped(const std::source_location& where) noexcept {
    hand_over_quietly(Operation::acquire, object_, where, Readiness::of<&Gil::can_be_taken>(*this));
    if (stop_requested())
        return false;
    if (!exists())
        return true;
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    const std::lock_guard lock(mutex_);
    bool stopped = false;
    if (is_locked())
        wait_while_locked(recorder, site, stopped);
    if (stopped)
        return false;
    {
        const std::lock_guard switch_lock(switch_mutex_);
        locked_.store(true, std::memory_order_relaxed);
        if (last_holder_ != this_holder()) {
            last_holder_ = this_holder();
            ++switch_number_;
        }
        // The event comes before the signal, so that the lane that dropped it does not go on earlier.
        recorder.event(EventKind::acquire, object_, 0, site);
        taken_.signal();
    }
    drop_request_.store(false, std::memory_order_relaxed);
    of_this_thread_ = this;
    return true;
}

void Gil::wait_while_locked(Recorder& recorder, SiteId site, bool& stopped) {
    recorder.event(EventKind::wait_begin, object_, 0, site);
    while (is_locked()) {
        if (stop_requested()) {
            stopped = true;
            recorder.event(EventKind::wait_end, object_, 0, site, to_detail(WaitOutcome::stopped));
            return;
        }
        const std::uint64_t seen = switch_number_;
        const bool asks = settings_.variant != GilVariant::old;
        const Deadline deadline = asks ? Deadline::in(settings_.interval) : Deadline::never();
        if (released_.wait(mutex_, deadline) != Woken::timed_out)
            continue;
        recorder.event(EventKind::interval_elapsed, object_, 0, site);
        // A waiter requests a drop only if the same holder had the GIL for the whole interval and no request
        // is pending.
        if (is_locked() && switch_number_ == seen && !drop_request_.exchange(true, std::memory_order_relaxed))
            recorder.event(EventKind::drop_request, object_, 0, site);
    }
}

void Gil::drop(ReleaseReason reason, std::source_location where) noexcept {
    if (!exists())
        return;
    hand_over_quietly(Operation::release, object_, where);
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    of_this_thread_ = nullptr;
    {
        const std::lock_guard lock(mutex_);
        recorder.event(EventKind::release, object_, 0, site, to_detail(reason));
        locked_.store(false, std::memory_order_relaxed);
        released_.signal();
    }
    const bool forces =
        settings_.variant == GilVariant::standard || settings_.variant == GilVariant::per_interpreter;
    if (forces && reason != ReleaseReason::last && drop_request_.load(std::memory_order_relaxed))
        wait_for_successor(recorder, site);
}

void Gil::wait_for_successor(Recorder& recorder, SiteId site) noexcept {
    const std::lock_guard lock(switch_mutex_);
    if (last_holder_ != this_holder())
        return;
    recorder.event(EventKind::forced_wait_begin, object_, 0, site);
    while (last_holder_ == this_holder() && !stop_requested())
        taken_.wait(switch_mutex_);
    recorder.event(EventKind::forced_wait_end, object_, 0, site);
}

void Gil::give_way(ReleaseReason reason, const std::source_location& where) {
    drop(reason, where);
    if (!take_unless_stopped(where))
        throw Stopped();
}

} // namespace interleave
