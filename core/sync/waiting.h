// SPDX-License-Identifier: GPL-3.0-or-later
// The slow path that all blocking operations share. An operation first tries; only if that fails it comes
// here, writes wait_begin, drops the GIL, sleeps and tries again, and writes the result.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/blocking_call.h"
#include "core/sync/futex.h"
#include "core/sync/gil.h"
#include "core/sync/stopped.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <source_location>

namespace interleave {

/// What a lane waits for, where, and how long.
struct Wait {
    ObjectId object;
    std::source_location where;
    Deadline deadline = Deadline::never();
    WaitDetail detail = WaitDetail::plain;
    /// How often to try again without a wake-up, where what is waited for can happen without one.
    std::chrono::nanoseconds try_every = std::chrono::nanoseconds::max();

    /// Returns until when to sleep: the deadline, or the next try without a wake-up.
    Deadline next_try() const noexcept {
        if (try_every == std::chrono::nanoseconds::max())
            return deadline;
        const Deadline soon = Deadline::in(try_every);
        return soon.ns() < deadline.ns() ? soon : deadline;
    }
    /// Returns the `detail` of the wait's wait_begin.
    std::uint16_t wait_begin_detail() const noexcept {
        const auto plain = to_detail(detail);
        return deadline.is_never() ? plain : static_cast<std::uint16_t>(plain | wait_is_timed);
    }
};

/// Records a failed try as a wait of no length, so that it can be seen.
inline void record_failed_try(ObjectId object, const std::source_location& where) noexcept {
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    recorder.event(EventKind::wait_begin, object, 0, site);
    recorder.event(EventKind::wait_end, object, 0, site, to_detail(WaitOutcome::failed));
}

/// Waits until `obtain` succeeds. `bool obtain(std::uint32_t& seen)` tries; if it fails it sets `seen` to the
/// value of `word` that must change before another try makes sense. The worker that makes success possible
/// changes `word` and wakes its sleepers. A try that succeeds also follows the stamp of what it obtained
/// (Recorder::follow()). `void obtained(Recorder&, SiteId)` then writes the event that ends the wait. Returns
/// false if the deadline passed. Throws Stopped. A wake-up is never consumed without another try, except on a
/// stop.
template <typename Obtain, typename Obtained>
bool wait_until(const Wait& wait, const std::atomic<std::uint32_t>& word, Obtain&& obtain,
                Obtained&& obtained) {
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(wait.where);
    const auto give_up = [&](WaitOutcome outcome) {
        recorder.event(EventKind::wait_end, wait.object, 0, site, to_detail(outcome));
    };
    const WithoutGil without(wait.where);
    recorder.event(EventKind::wait_begin, wait.object, 0, site, wait.wait_begin_detail());
    bool in_time = true;
    for (std::uint32_t seen = 0; !obtain(seen);) {
        if (stop_requested()) {
            give_up(WaitOutcome::stopped);
            throw Stopped();
        }
        if (!in_time) { // one more try was made after the deadline
            give_up(WaitOutcome::timed_out);
            return false;
        }
        in_time = futex_wait(word, seen, wait.next_try()) != Woken::timed_out || !wait.deadline.has_passed();
    }
    obtained(recorder, site);
    return true;
}

/// The same for what only a system call can wait for (a child's end). `bool attempt()` blocks and returns
/// false if a signal interrupted it; `ready` says whether it would return at once.
template <typename Attempt, typename Obtained>
void wait_in_kernel(const Wait& wait, Readiness ready, Attempt&& attempt, Obtained&& obtained) {
    const auto attempt_in_kernel = [&] {
        BlockingCall call({wait.object, ready, wait.deadline});
        const bool succeeded = attempt();
        if (!succeeded)
            call.came_back(Woken::interrupted);
        return succeeded;
    };
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(wait.where);
    const WithoutGil without(wait.where);
    recorder.event(EventKind::wait_begin, wait.object, 0, site, wait.wait_begin_detail());
    while (!attempt_in_kernel()) {
        if (stop_requested()) {
            recorder.event(EventKind::wait_end, wait.object, 0, site, to_detail(WaitOutcome::stopped));
            throw Stopped();
        }
    }
    obtained(recorder, site);
}

/// Calls wait_until() for an object that is owned afterwards. The wait ends with `acquire`.
template <typename Obtain>
bool wait_to_acquire(const Wait& wait, const std::atomic<std::uint32_t>& word, Obtain&& obtain) {
    return wait_until(wait, word, obtain, [&](Recorder& recorder, SiteId site) {
        recorder.event(EventKind::acquire, wait.object, 0, site);
    });
}

/// Calls wait_until() for an object that is not owned afterwards (a barrier, a condition, a result). The wait
/// ends as satisfied.
template <typename Satisfied>
bool wait_until_satisfied(const Wait& wait, const std::atomic<std::uint32_t>& word, Satisfied&& satisfied) {
    return wait_until(wait, word, satisfied, [&](Recorder& recorder, SiteId site) {
        recorder.event(EventKind::wait_end, wait.object, 0, site, to_detail(WaitOutcome::satisfied));
    });
}

} // namespace interleave
