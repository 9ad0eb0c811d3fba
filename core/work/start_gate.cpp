#include "core/work/start_gate.h"

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"

namespace interleave {

StartGate::StartGate() : object_(register_object(ObjectKind::barrier, "start gate")) {}

bool StartGate::arrive_and_wait(const std::source_location& where) {
    arrived_.fetch_add(1, std::memory_order_release);
    futex_wake(arrived_, all_sleepers);
    hand_over(Operation::wait, object_);
    const auto is_set = [this] { return state_.load(std::memory_order_acquire) != closed; };
    if (!is_set()) {
        wait_until(
            {object_, where}, state_,
            [&](std::uint32_t& seen) {
                seen = closed;
                return is_set();
            },
            [this](Recorder& recorder, SiteId site) {
                recorder.event_after(EventKind::wait_end, object_, 0, site,
                                     static_cast<std::uint16_t>(WaitOutcome::satisfied));
            });
    }
    return state_.load(std::memory_order_acquire) == opened;
}

bool StartGate::wait_for(std::uint32_t workers, Deadline deadline, const std::source_location& where) {
    hand_over(Operation::wait, object_);
    const auto all_there = [&](std::uint32_t& seen) {
        seen = arrived_.load(std::memory_order_acquire);
        return seen >= workers;
    };
    std::uint32_t seen = 0;
    return all_there(seen) ||
           wait_until({object_, where, deadline}, arrived_, all_there,
                      [this](Recorder& recorder, SiteId site) {
                          recorder.event_after(EventKind::wait_end, object_, 0, site,
                                               static_cast<std::uint16_t>(WaitOutcome::satisfied));
                      });
}

std::int64_t StartGate::open(const std::source_location& where) {
    hand_over(Operation::notify, object_);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::notify, object_, arrived_.load(std::memory_order_relaxed),
                   recorder.site(where));
    const auto now = static_cast<std::int64_t>(monotonic_raw_ns());
    set(opened);
    return now;
}

void StartGate::set(State state) noexcept {
    state_.store(state, std::memory_order_release);
    futex_wake(state_, all_sleepers);
}

} // namespace interleave
