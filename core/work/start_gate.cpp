#include "core/work/start_gate.h"

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"

namespace interleave {

StartGate::StartGate() : object_(register_object(ObjectKind::barrier, "start gate")) {}

bool StartGate::arrive_and_wait(std::uint32_t round, const std::source_location& where) {
    arrived_.fetch_add(1, std::memory_order_release);
    futex_wake(arrived_, all_sleepers);
    hand_over(Operation::wait, object_);
    const auto is_open = [&](std::uint32_t& seen) {
        seen = opened_.load(std::memory_order_acquire);
        return seen > round;
    };
    std::uint32_t seen = 0;
    if (!is_open(seen))
        wait_until_satisfied({object_, where}, opened_, is_open);
    return opened_.load(std::memory_order_acquire) != given_up;
}

bool StartGate::wait_for(std::uint32_t arrivals, Deadline deadline, const std::source_location& where) {
    hand_over(Operation::wait, object_);
    const auto all_there = [&](std::uint32_t& seen) {
        seen = arrived_.load(std::memory_order_acquire);
        return seen >= arrivals;
    };
    std::uint32_t seen = 0;
    return all_there(seen) || wait_until_satisfied({object_, where, deadline}, arrived_, all_there);
}

std::int64_t StartGate::open(const std::source_location& where) {
    hand_over(Operation::notify, object_);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::notify, object_, arrived_.load(std::memory_order_relaxed),
                   recorder.site(where));
    const auto now = static_cast<std::int64_t>(monotonic_raw_ns());
    opened_.fetch_add(1, std::memory_order_release);
    futex_wake(opened_, all_sleepers);
    return now;
}

void StartGate::give_up() noexcept {
    opened_.store(given_up, std::memory_order_release);
    futex_wake(opened_, all_sleepers);
}

} // namespace interleave
