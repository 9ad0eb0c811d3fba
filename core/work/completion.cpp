// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/completion.h"

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"
#include "core/work/shared_memory.h"

#include <new>
#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<Completion> && std::is_trivially_destructible_v<Completion>,
              "lies in shared memory");

namespace {

TaskState state_of(FutureOutcome outcome) noexcept {
    switch (outcome) {
    case FutureOutcome::result:
        return TaskState::result;
    case FutureOutcome::exception:
        return TaskState::exception;
    case FutureOutcome::cancelled:
        return TaskState::cancelled;
    case FutureOutcome::broken:
        break;
    }
    return TaskState::broken;
}

} // namespace

CompletionCounter& completion_counter() {
    static const SharedMemory memory(sizeof(CompletionCounter));
    static CompletionCounter& counter = *new (memory.data()) CompletionCounter;
    return counter;
}

void Completion::renew(ObjectId future, ObjectId any, std::uint64_t number) noexcept {
    counter_ = &completion_counter();
    number_ = number;
    future_ = future;
    any_ = any;
    Recorder::of_this_thread().publish(changed_);
    state_.store(static_cast<std::uint32_t>(TaskState::pending), std::memory_order_release);
}

bool Completion::begin(const std::source_location& where) noexcept {
    if (!change(TaskState::pending, TaskState::running))
        return false;
    Recorder& recorder = Recorder::of_this_thread();
    recorder.follow(changed_);
    recorder.event(EventKind::task_begin, future_, number_, recorder.site(where));
    return true;
}

void Completion::finish(FutureOutcome outcome, const std::source_location& where) noexcept {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::task_end, future_, number_, recorder.site(where));
    complete(TaskState::running, outcome, where);
}

bool Completion::cancel(const std::source_location& where) noexcept {
    hand_over_quietly(Operation::notify, future_, where);
    return cancel_announced(where);
}

bool Completion::cancel_announced(const std::source_location& where) noexcept {
    return complete(TaskState::pending, FutureOutcome::cancelled, where);
}

void Completion::break_off(const std::source_location& where) noexcept {
    for (const TaskState from : {TaskState::pending, TaskState::running, TaskState::completing}) {
        if (complete(from, FutureOutcome::broken, where))
            return;
    }
}

bool Completion::wait(Deadline deadline, const std::source_location& where) const {
    hand_over(Operation::wait, future_, where, Readiness::of<&Completion::completed>(*this));
    return follow_if_completed() ||
           wait_until_satisfied({future_, where, deadline}, state_, [this](std::uint32_t& seen) {
               seen = state_.load(std::memory_order_acquire);
               return follow_if_completed();
           });
}

bool Completion::follow_if_completed() const noexcept {
    if (!completed())
        return false;
    Recorder::of_this_thread().follow(changed_);
    return true;
}

/// Ends the task. The event comes before the last store, so that no lane is recorded as having the result
/// earlier.
bool Completion::complete(TaskState from, FutureOutcome outcome, const std::source_location& where) noexcept {
    if (!change(from, TaskState::completing))
        return false;
    Recorder& recorder = Recorder::of_this_thread();
    recorder.follow(changed_); // whoever cancels a task does so after it was submitted
    recorder.event(EventKind::completed, future_, number_, recorder.site(where), to_detail(outcome));
    recorder.publish(changed_);
    change(TaskState::completing, state_of(outcome));
    futex_wake(state_, all_sleepers);
    // Both members are accessed with sequential consistency, here and in wait_for_any(), so that either this
    // sees the sleeper or the sleeper sees the completion.
    counter_->completions.fetch_add(1);
    if (counter_->sleepers.load() != 0)
        futex_wake(counter_->completions, all_sleepers);
    return true;
}

bool Completion::change(TaskState from, TaskState to) noexcept {
    auto expected = static_cast<std::uint32_t>(from);
    return state_.compare_exchange_strong(expected, static_cast<std::uint32_t>(to),
                                          std::memory_order_acq_rel);
}

} // namespace interleave
