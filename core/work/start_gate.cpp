// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/start_gate.h"

#include "core/event/clock.h"
#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"
#include "core/work/own_processor.h"

namespace interleave {

namespace {

/// The interval is long, because each check is visible on the waiting lane.
constexpr auto look_after_workers = std::chrono::seconds(1);

} // namespace

StartGate::StartGate() : object_(register_object(ObjectKind::start_gate, "start gate")) {}

bool StartGate::arrive_and_wait(std::uint32_t round, const std::source_location& where) {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.publish_with_others(arrival_);
    arrived_.fetch_add(1, std::memory_order_release);
    futex_wake(arrived_, all_sleepers);
    const auto is_open = [&](std::uint32_t& seen) {
        seen = opened_.load(std::memory_order_acquire);
        if (seen <= round)
            return false;
        recorder.follow(opening_);
        return true;
    };
    std::uint32_t seen = 0;
    const auto is_open_now = [&] { return opened_.load(std::memory_order_relaxed) > round; };
    hand_over(Operation::wait, object_, where, Readiness::of(is_open_now));
    if (!is_open(seen))
        wait_until_satisfied({object_, where}, opened_, is_open);
    return opened_.load(std::memory_order_acquire) != given_up;
}

void StartGate::line_up(std::uint32_t round, std::uint32_t workers, std::uint32_t index) noexcept {
    // Where a scheduler has a clock of its own, nobody measures how long the workers take.
    if (scheduler_clock_ns() || !go_to_own_processor(index, workers))
        return;
    passed_.fetch_add(1, std::memory_order_acq_rel);
    constexpr std::uint64_t longest_ns = 10'000'000;
    const std::uint32_t all = (round + 1) * workers;
    const auto all_passed = [&] { return passed_.load(std::memory_order_acquire) >= all; };
    if (!all_passed())
        hand_over_quietly(Operation::spin, object_, std::source_location::current(),
                          Readiness::of(all_passed));
    const std::uint64_t begin = monotonic_raw_ns();
    while (!all_passed() && monotonic_raw_ns() - begin < longest_ns) {
    }
}

bool StartGate::wait_for(std::uint32_t arrivals, const std::function<bool()>& cannot_complete,
                         const std::source_location& where) {
    const auto all_came_or_one_left = [&] {
        const std::uint32_t seen = arrived_.load(std::memory_order_relaxed);
        return (seen & ~somebody_left) >= arrivals || (seen & somebody_left) != 0;
    };
    hand_over(Operation::wait, object_, where, Readiness::of(all_came_or_one_left));
    bool all_there = false;
    const auto is_over = [&](std::uint32_t& seen) {
        seen = arrived_.load(std::memory_order_acquire);
        Recorder::of_this_thread().follow(arrival_);
        all_there = (seen & ~somebody_left) >= arrivals;
        return all_there || (seen & somebody_left) != 0 || cannot_complete();
    };
    std::uint32_t seen = 0;
    if (is_over(seen))
        return all_there;
    wait_until({object_, where, Deadline::never(), WaitDetail::plain, look_after_workers}, arrived_, is_over,
               [&](Recorder& recorder, SiteId site) {
                   const auto outcome = all_there ? WaitOutcome::satisfied : WaitOutcome::failed;
                   recorder.event(EventKind::wait_end, object_, 0, site, to_detail(outcome));
               });
    return all_there;
}

void StartGate::leave() noexcept {
    Recorder::of_this_thread().publish_with_others(arrival_);
    arrived_.fetch_or(somebody_left, std::memory_order_release);
    futex_wake(arrived_, all_sleepers);
}

void StartGate::open(const std::source_location& where) {
    hand_over(Operation::notify, object_, where);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::notify, object_, arrived_.load(std::memory_order_relaxed),
                   recorder.site(where));
    recorder.publish(opening_);
    opened_.fetch_add(1, std::memory_order_release);
    futex_wake(opened_, all_sleepers);
}

void StartGate::give_up() noexcept {
    Recorder::of_this_thread().publish(opening_);
    opened_.store(given_up, std::memory_order_release);
    futex_wake(opened_, all_sleepers);
}

} // namespace interleave
