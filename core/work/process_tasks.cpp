// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/process_tasks.h"

#include "core/event/error.h"
#include "core/event/recorder.h"
#include "core/work/future.h"
#include "core/work/team.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>

namespace interleave {

namespace {

constexpr std::size_t map_alignment = 64;

void keep_text(char (&to)[ProcessTasks::failure_bytes], std::string_view text) noexcept {
    const std::size_t length = std::min(text.size(), sizeof to - 1);
    std::memcpy(to, text.data(), length);
    to[length] = '\0';
}

/// Returns false if it threw; what it threw is then in its failure. Throws Stopped.
bool call(ProcessTask& task) {
    try {
        task.call(task);
        return true;
    } catch (const Stopped&) {
        throw;
    } catch (const std::exception& error) {
        keep_text(task.failure, error.what());
    } catch (...) {
        keep_text(task.failure, "something that is no std::exception was thrown");
    }
    return false;
}

} // namespace

/// The memory that all processes of the pool share.
struct ProcessTasks::SharedState {
    explicit SharedState(std::string_view name) : queue(name, most_tasks, ObjectKind::pool) {}
    TaskQueue queue; ///< of indexes into tasks
    StartGate gate;
    std::array<std::atomic<bool>, most_workers> has_worked{};
    alignas(ProcessTask) std::byte tasks[most_tasks * sizeof(ProcessTask)];

    ProcessTask& task(std::uint32_t index) noexcept {
        return *std::launder(reinterpret_cast<ProcessTask*>(tasks + index * sizeof(ProcessTask)));
    }
    std::uint32_t index(const ProcessTask& task) const noexcept {
        return static_cast<std::uint32_t>((reinterpret_cast<const std::byte*>(&task) - tasks) /
                                          static_cast<std::ptrdiff_t>(sizeof(ProcessTask)));
    }
};

ProcessTasks::ProcessTasks(std::string_view name)
    : memory_(sizeof(SharedState))
    , map_memory_(most_map_bytes)
    , shared_(new (memory_.data()) SharedState(name))
    , any_(register_object(ObjectKind::future, "any of " + std::string(name))) {
    completion_counter(); // created before the fork, so that the workers share it
}

ProcessTasks::TaskQueue& ProcessTasks::queue() const noexcept {
    return shared_->queue;
}

StartGate& ProcessTasks::gate() noexcept {
    return shared_->gate;
}

std::shared_ptr<ProcessTask> ProcessTasks::prepare(const std::shared_ptr<ProcessTasks>& tasks) {
    ProcessTask& place = [&]() -> ProcessTask& {
        const std::lock_guard hold(tasks->lock_);
        return tasks->reuse();
    }();
    return {&place, [tasks](ProcessTask* task) { tasks->give_back(*task); }};
}

/// Returns an unused task. lock_ must be held.
ProcessTask& ProcessTasks::reuse() {
    if (free_.empty()) {
        const auto ended =
            std::stable_partition(dropped_.begin(), dropped_.end(), [this](std::uint32_t index) {
                return !shared_->task(index).completion.completed();
            });
        free_.assign(ended, dropped_.end());
        dropped_.erase(ended, dropped_.end());
    }
    if (!free_.empty()) {
        const std::uint32_t index = free_.back();
        free_.pop_back();
        return shared_->task(index);
    }
    if (used_ == most_tasks)
        throw RunError("a process pool holds at most " + std::to_string(most_tasks) +
                       " futures at once; fetch some results first");
    return *new (shared_->tasks + used_++ * sizeof(ProcessTask)) ProcessTask;
}

void ProcessTasks::give_back(ProcessTask& task) {
    const std::lock_guard hold(lock_);
    dropped_.push_back(shared_->index(task));
}

void ProcessTasks::enqueue(ProcessTask& task, ObjectId future, std::uint64_t number,
                           const std::source_location& where) {
    {
        const std::lock_guard hold(lock_); // break_off() finds this task, or this finds the pool broken
        throw_if_broken();
        ++submitted_;
        // This comes last, when the task is filled in, because a worker may still have the index from a
        // cancelled task.
        task.completion.renew(future, any_, number != 0 ? number : submitted_);
    }
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::submit, object(), task.completion.number(), recorder.site(where));
    if (queue().send(shared_->index(task), where))
        return;
    task.completion.cancel(where); // so that its memory can be reused
    throw_if_broken();
    throw UsageError("a pool that was shut down takes no more tasks");
}

void ProcessTasks::throw_failure(const ProcessTask& task) const {
    if (task.completion.state() == TaskState::exception)
        throw TaskFailed(task.failure);
    if (task.completion.state() == TaskState::broken)
        throw_if_broken();
}

void ProcessTasks::throw_if_broken() const {
    if (is_broken())
        throw BrokenPool(why_broken_);
}

void ProcessTasks::cancel_pending(const std::source_location& where) {
    hand_over_quietly(Operation::notify, object(), where); // one operation, before the lock is taken
    const std::lock_guard hold(lock_);
    for (std::uint32_t index = 0; index < used_; ++index)
        shared_->task(index).completion.cancel_announced(where);
}

void ProcessTasks::break_off(const std::string& why, const std::source_location& where) {
    {
        const std::lock_guard hold(lock_);
        if (is_broken())
            return;
        why_broken_ = why;
        broken_.store(true, std::memory_order_release); // from here on no task is accepted
        for (std::uint32_t index = 0; index < used_; ++index)
            shared_->task(index).completion.break_off(where);
    }
    queue().close(where); // ends waits for room in the queue
    gate().leave();       // ends the wait for the workers
}

void ProcessTasks::work(std::size_t worker, const std::source_location& where) {
    if (gate().arrive_and_wait(0, where)) {
        while (const auto index = queue().receive(where)) {
            ProcessTask& task = shared_->task(*index);
            if (task.completion.begin(where))
                task.completion.finish(call(task) ? FutureOutcome::result : FutureOutcome::exception, where);
        }
    }
    shared_->has_worked[worker].store(true, std::memory_order_release);
}

bool ProcessTasks::has_worked(std::size_t worker) const noexcept {
    return shared_->has_worked[worker].load(std::memory_order_acquire);
}

ProcessTasks::MapBuffer::MapBuffer(ProcessTasks& tasks, std::size_t bytes) : tasks_(tasks) {
    const std::lock_guard hold(tasks.lock_);
    if (bytes > most_map_bytes - tasks.map_bytes_)
        throw RunError("a process pool maps at most " + std::to_string(most_map_bytes >> 20U) +
                       " MiB at once; map a shorter list");
    data_ = static_cast<std::byte*>(tasks.map_memory_.data()) + tasks.map_bytes_;
    const std::size_t rounded = (bytes + map_alignment - 1) / map_alignment * map_alignment;
    tasks.map_bytes_ = std::min(tasks.map_bytes_ + rounded, most_map_bytes);
    ++tasks.map_buffers_;
}

ProcessTasks::MapBuffer::~MapBuffer() {
    const std::lock_guard hold(tasks_.lock_);
    if (--tasks_.map_buffers_ == 0)
        tasks_.map_bytes_ = 0;
}

} // namespace interleave
