// SPDX-License-Identifier: GPL-3.0-or-later
// The result of a task that a worker computes, now or later.
#pragma once

#include "core/event/error.h"
#include "core/work/completion.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

/// result() throws it for a task that was cancelled before it began.
class TaskCancelled : public std::runtime_error {
public:
    TaskCancelled() : std::runtime_error("the task was cancelled before it began") {}
};

/// result() throws it when a worker process of the pool died, and so does submit() from then on.
class BrokenPool : public RunError {
public:
    using RunError::RunError;
};

/// result() throws it for a task that threw in another process. It has the text of what the task threw.
class TaskFailed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Copies refer to the same task. Any worker of the process that submitted the task may use it. It may
/// outlive its pool.
template <typename T>
class Future {
public:
    /// `result` returns what the task returned or throws what it threw. It is called only when the task has
    /// ended with either, or is broken.
    Future(std::shared_ptr<Completion> completion, std::function<T()> result)
        : completion_(std::move(completion))
        , result_(std::move(result)) {}

    /// Waits, then returns what the task returned. Throws what it threw (from another process as TaskFailed),
    /// TaskCancelled, BrokenPool, Stopped. It may be called again.
    T result(std::source_location where = std::source_location::current()) const {
        completion_->wait(Deadline::never(), where);
        if (cancelled())
            throw TaskCancelled();
        return result_();
    }
    /// Waits, then returns what result() would throw, or nullptr if it would return. Throws Stopped.
    std::exception_ptr exception(std::source_location where = std::source_location::current()) const {
        completion_->wait(Deadline::never(), where);
        try {
            result(where);
            return nullptr;
        } catch (...) {
            return std::current_exception();
        }
    }

    /// Waits until the task has ended in any way. Throws Stopped.
    void wait(std::source_location where = std::source_location::current()) const {
        completion_->wait(Deadline::never(), where);
    }
    /// Waits. Returns false if the task has not ended within the time. Throws Stopped.
    bool wait_for(std::chrono::nanoseconds limit,
                  std::source_location where = std::source_location::current()) const {
        return completion_->wait(Deadline::in(limit), where);
    }

    /// Cancels the task if it has not begun. Returns true if this call cancelled it.
    bool cancel(std::source_location where = std::source_location::current()) const noexcept {
        return completion_->cancel(where);
    }

    bool completed() const noexcept { return completion_->completed(); }
    bool running() const noexcept { return completion_->state() == TaskState::running; }
    bool cancelled() const noexcept { return completion_->state() == TaskState::cancelled; }
    ObjectId object() const noexcept { return completion_->object(); }
    const Completion& completion() const noexcept { return *completion_; }

private:
    std::shared_ptr<Completion> completion_;
    std::function<T()> result_;
};

namespace detail {
std::optional<std::size_t> wait_for_any(std::span<const Completion* const> tasks, Deadline deadline,
                                        const std::source_location& where);
bool wait_for_all(std::span<const Completion* const> tasks, Deadline deadline,
                  const std::source_location& where);

template <typename T>
std::vector<const Completion*> completions_of(std::span<const Future<T>> futures) {
    std::vector<const Completion*> completions;
    for (const Future<T>& future : futures)
        completions.push_back(&future.completion());
    return completions;
}
} // namespace detail

/// Waits until a future is completed and returns its index, the first in the list if there are several.
/// Returns nothing if there was none until the deadline, or the list is empty. Throws Stopped.
template <typename T>
std::optional<std::size_t> wait_for_any(const std::vector<Future<T>>& futures,
                                        Deadline deadline = Deadline::never(),
                                        std::source_location where = std::source_location::current()) {
    return detail::wait_for_any(detail::completions_of(std::span<const Future<T>>(futures)), deadline, where);
}

/// Waits until all are completed. Returns false if that took longer than the deadline. Throws Stopped.
template <typename T>
bool wait_for_all(const std::vector<Future<T>>& futures, Deadline deadline = Deadline::never(),
                  std::source_location where = std::source_location::current()) {
    return detail::wait_for_all(detail::completions_of(std::span<const Future<T>>(futures)), deadline, where);
}

} // namespace interleave
