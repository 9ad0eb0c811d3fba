// SPDX-License-Identifier: GPL-3.0-or-later
// The state of a task, shared by the worker that runs it and the lanes that wait for it.
#pragma once

#include "core/event/record.h"
#include "core/event/release_stamp.h"
#include "core/sync/futex.h"

#include <atomic>
#include <cstdint>
#include <source_location>

namespace interleave {

/// The state of a task. From `result` on it does not change any more.
enum class TaskState : std::uint32_t {
    pending,
    running,
    completing, ///< between its end and the event that records it
    result,
    exception,
    cancelled,
    broken, ///< a worker of the pool died
};

/// Counts the completed tasks of this process and of those forked later. A lane that waits for any of several
/// tasks sleeps on `completions`.
struct CompletionCounter {
    std::atomic<std::uint32_t> completions{0};
    std::atomic<std::uint32_t> sleepers{0};
};
/// It lies in memory shared with children. A process that waits for a child's tasks calls this before the
/// fork.
CompletionCounter& completion_counter();

/// It lies on the heap for threads, and in shared memory for processes. Any worker may call any member.
class Completion {
public:
    /// `future` is the object that waiting lanes wait for, `any` the object of lanes that wait for the first
    /// of several tasks, and `number` is the task's number.
    Completion(ObjectId future, ObjectId any, std::uint64_t number) noexcept { renew(future, any, number); }
    /// Creates one without a task; it counts as cancelled.
    Completion() noexcept = default;
    Completion(const Completion&) = delete;
    Completion& operator=(const Completion&) = delete;

    /// Reuses it for another task, when this one has ended and no lane waits for it.
    void renew(ObjectId future, ObjectId any, std::uint64_t number) noexcept;

    /// Is called by the worker. Changes the state from pending to running and records the task's begin.
    /// Returns false if it was cancelled.
    bool begin(const std::source_location& where) noexcept;
    /// Is called by the worker that runs it. Records the task's end and how it ended, and wakes the waiters.
    void finish(FutureOutcome outcome, const std::source_location& where) noexcept;
    /// Cancels the task. Returns false if it runs or has ended.
    bool cancel(const std::source_location& where) noexcept;
    /// The same where the cancellation of several tasks has been announced as one operation.
    bool cancel_announced(const std::source_location& where) noexcept;
    /// Is called when the worker is dead. A task that has not ended becomes broken.
    void break_off(const std::source_location& where) noexcept;

    TaskState state() const noexcept {
        return static_cast<TaskState>(state_.load(std::memory_order_acquire));
    }
    bool completed() const noexcept { return state() >= TaskState::result; }
    /// Returns the same. If the task has ended, later events of the calling lane come after its end.
    bool follow_if_completed() const noexcept;
    /// Returns false if the deadline passed. Throws Stopped.
    bool wait(Deadline deadline, const std::source_location& where) const;

    ObjectId object() const noexcept { return future_; }
    ObjectId any_object() const noexcept { return any_; }
    std::uint64_t number() const noexcept { return number_; }

private:
    bool complete(TaskState from, FutureOutcome outcome, const std::source_location& where) noexcept;
    bool change(TaskState from, TaskState to) noexcept;

    /// A TaskState; lanes that wait for this task sleep on it.
    std::atomic<std::uint32_t> state_{static_cast<std::uint32_t>(TaskState::cancelled)};
    CompletionCounter* counter_ = nullptr;
    std::uint64_t number_ = 0;
    ObjectId future_ = no_object;
    ObjectId any_ = no_object;
    ReleaseStamp changed_; ///< of what made the task pending, and then of its end
};

} // namespace interleave
