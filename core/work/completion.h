// SPDX-License-Identifier: GPL-3.0-or-later
// How far a task has come: what who runs it and who waits for it share.
#pragma once

#include "core/event/record.h"
#include "core/sync/futex.h"

#include <atomic>
#include <cstdint>
#include <source_location>

namespace interleave {

/// Where a task is in its life. From `result` on it does not change any more.
enum class TaskState : std::uint32_t {
    pending,
    running,
    completing, ///< for the moment between its end and the event that tells of it
    result,
    exception,
    cancelled,
    broken, ///< the pool's worker died
};

/// Counts the completed tasks of this process and of those forked later. Who waits for any of several tasks
/// sleeps on `completions`.
struct CompletionCounter {
    std::atomic<std::uint32_t> completions{0};
    std::atomic<std::uint32_t> sleepers{0};
};
/// It lies in memory shared with children. A process that waits for a child's tasks calls this before the
/// fork.
CompletionCounter& completion_counter();

/// On the heap between threads, in memory that processes share between those. Any worker may call any member.
class Completion {
public:
    /// `future` is the object that waiting lanes wait for, `any` the one of those who wait for the first of
    /// several, `number` the task's.
    Completion(ObjectId future, ObjectId any, std::uint64_t number) noexcept { renew(future, any, number); }
    /// Of no task yet: it counts as cancelled.
    Completion() noexcept = default;
    Completion(const Completion&) = delete;
    Completion& operator=(const Completion&) = delete;

    /// For another task, when this one has ended and nobody waits for it.
    void renew(ObjectId future, ObjectId any, std::uint64_t number) noexcept;

    /// By the worker: from pending to running, recorded as the task's begin. Returns false if it was
    /// cancelled.
    bool begin(const std::source_location& where) noexcept;
    /// By the worker that runs it: records the task's end and how it ended, and wakes who waits.
    void finish(FutureOutcome outcome, const std::source_location& where) noexcept;
    /// Returns false if it runs or has ended.
    bool cancel(const std::source_location& where) noexcept;
    /// The same where a cancellation of several tasks has been announced as one operation.
    bool cancel_announced(const std::source_location& where) noexcept;
    /// When the worker is dead: whatever has not ended is broken.
    void break_off(const std::source_location& where) noexcept;

    TaskState state() const noexcept {
        return static_cast<TaskState>(state_.load(std::memory_order_acquire));
    }
    bool completed() const noexcept { return state() >= TaskState::result; }
    /// Returns false if the deadline passed. Throws Stopped.
    bool wait(Deadline deadline, const std::source_location& where) const;

    ObjectId object() const noexcept { return future_; }
    ObjectId any_object() const noexcept { return any_; }
    std::uint64_t number() const noexcept { return number_; }

private:
    bool complete(TaskState from, FutureOutcome outcome, const std::source_location& where) noexcept;
    bool change(TaskState from, TaskState to) noexcept;

    /// TaskState; who waits for this task sleeps on it.
    std::atomic<std::uint32_t> state_{static_cast<std::uint32_t>(TaskState::cancelled)};
    CompletionCounter* counter_ = nullptr;
    std::uint64_t number_ = 0;
    ObjectId future_ = no_object;
    ObjectId any_ = no_object;
};

} // namespace interleave
