// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/barrier.h"

#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"

#include <mutex>
#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<Barrier> && std::is_trivially_destructible_v<Barrier>,
              "lies in shared memory");

bool Barrier::arrive_and_wait(std::source_location where) {
    return arrive_until(Deadline::never(), where) == Passed::as_last;
}

bool Barrier::arrive_and_wait_for(std::chrono::nanoseconds limit, std::source_location where) {
    return arrive_until(Deadline::in(limit), where) != Passed::not_in_time;
}

Barrier::Passed Barrier::arrive_until(Deadline deadline, const std::source_location& where) {
    hand_over(Operation::wait, object_, where); // no Readiness: arriving has an effect
    std::uint32_t phase = 0;
    {
        Recorder& recorder = Recorder::of_this_thread();
        const SiteId site = recorder.site(where);
        const std::lock_guard lock(guard_);
        phase = phase_.load(std::memory_order_relaxed);
        ++arrived_;
        record_arrived(recorder, site);
        if (arrived_ == parties_) {
            open(recorder, site);
            return Passed::as_last;
        }
    }
    bool passed = false;
    try {
        passed = wait_until_satisfied({object_, where, deadline}, phase_, [this, phase](std::uint32_t& seen) {
            seen = phase;
            if (phase_.load(std::memory_order_acquire) == phase)
                return false;
            Recorder::of_this_thread().follow(opened_);
            return true;
        });
    } catch (const Stopped&) {
        withdraw(phase, where);
        throw;
    }
    // If it opened just as this worker gave up, the others have counted this worker.
    return passed || !withdraw(phase, where) ? Passed::with_the_others : Passed::not_in_time;
}

void Barrier::open(Recorder& recorder, SiteId site) noexcept {
    recorder.event(EventKind::notify, object_, parties_ - 1, site);
    arrived_ = 0;
    record_arrived(recorder, site);
    recorder.publish(opened_);
    phase_.fetch_add(1, std::memory_order_release);
    futex_wake(phase_, all_sleepers);
}

/// Takes an arrival back. Returns false if the barrier has opened since.
bool Barrier::withdraw(std::uint32_t phase, const std::source_location& where) noexcept {
    const std::lock_guard lock(guard_);
    if (phase_.load(std::memory_order_relaxed) != phase)
        return false;
    --arrived_;
    Recorder& recorder = Recorder::of_this_thread();
    record_arrived(recorder, recorder.site(where));
    return true;
}

void Barrier::record_arrived(Recorder& recorder, SiteId site) const noexcept {
    recorder.event(EventKind::set_value, object_, arrived_, site);
}

} // namespace interleave
