// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed number of threads that run the tasks submitted to them, one at a time each.
#pragma once

#include "core/sync/gil.h"
#include "core/sync/plain_lock.h"
#include "core/sync/queue.h"
#include "core/work/chunks.h"
#include "core/work/future.h"
#include "core/work/start_gate.h"
#include "core/work/thread.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace interleave {

/// Tasks wait in one queue, in the order submitted. A worker without a task waits for the pool. Any thread
/// may call submit() and map(), also a task; only the owner may call the rest.
class ThreadPool {
public:
    /// Starts "worker 1", "worker 2" … and returns when all of them have started. With a GIL, tasks run while
    /// holding it. Throws UsageError for a count out of range, RunError if the system gives no more threads,
    /// Stopped.
    ThreadPool(std::string_view name, int workers, Gil* gil = nullptr,
               std::source_location where = std::source_location::current());
    /// Calls shutdown(), which waits for all tasks. When the run is being stopped, it does not wait for tasks
    /// that have not begun.
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    /// Has a worker call `function`. The future gives what it returns or throws. `task` names it on the lane.
    /// It waits while most_pending tasks are pending. Throws UsageError after shutdown(), Stopped.
    template <typename Function>
    auto submit(std::string_view task, Function function,
                std::source_location where = std::source_location::current()) {
        return submit_as(register_object(ObjectKind::future, task), next_number(), std::move(function),
                         where);
    }

    /// Calls function(item) for each item, with `chunk` adjacent items in a task. Returns the results in the
    /// order of the items. Throws what the first item that failed threw, and everything that submit() throws.
    template <typename Item, typename Function>
    auto map(std::string_view task, Function function, const std::vector<Item>& items, std::size_t chunk = 1,
             std::source_location where = std::source_location::current());

    /// Accepts no more tasks, and waits until all have ended and the workers are gone. With `cancel_pending`,
    /// tasks that have not begun are cancelled. Throws Stopped.
    void shutdown(bool cancel_pending = false, std::source_location where = std::source_location::current());

    static constexpr std::uint32_t most_pending = 4096;

    /// Is for map(). Submits a task with a given object and number.
    template <typename Function>
    auto submit_as(ObjectId future, std::uint64_t number, Function function,
                   const std::source_location& where) -> Future<std::invoke_result_t<Function&>>;

    ObjectId object() const noexcept { return shared_->tickets.object(); }

private:
    /// One task: its state and its function.
    struct Job {
        Job(ObjectId future, ObjectId any, std::uint64_t number) : completion(future, any, number) {}
        virtual ~Job() = default;
        /// Runs the function. Returns true if it returned, false if it threw.
        virtual bool run() = 0;
        Completion completion;
    };
    template <typename Function>
    struct JobOf;

    /// A message of the queue; each says that one more task is available.
    struct Ticket {};

    struct Shared {
        explicit Shared(std::string_view name) : tickets(name, most_pending, ObjectKind::pool) {}
        Queue<Ticket, most_pending> tickets;
        StartGate gate;
        PlainLock lock;                           ///< guards pending
        std::deque<std::shared_ptr<Job>> pending; ///< at least as many as tickets
    };

    std::uint64_t next_number() noexcept { return submitted_.fetch_add(1, std::memory_order_relaxed) + 1; }
    void enqueue(std::shared_ptr<Job> job, const std::source_location& where);
    void work(const std::source_location& where) const;
    void cancel_pending_jobs(const std::source_location& where);

    std::unique_ptr<Shared> shared_;
    Gil* gil_;
    ObjectId any_; ///< the object of lanes that wait for any of several of its futures
    std::atomic<std::uint64_t> submitted_{0};
    std::vector<Thread> workers_;
};

template <typename Function>
struct ThreadPool::JobOf final : Job {
    using Result = std::invoke_result_t<Function&>;
    static constexpr bool returns = !std::is_void_v<Result>;

    JobOf(ObjectId future, ObjectId any, std::uint64_t number, Function&& body)
        : Job(future, any, number)
        , function(std::move(body)) {}

    bool run() override {
        try {
            if constexpr (returns)
                result.emplace(function());
            else
                function();
            return true;
        } catch (const Stopped&) {
            throw;
        } catch (...) {
            failure = std::current_exception();
            return false;
        }
    }
    Result outcome() const {
        if (failure)
            std::rethrow_exception(failure);
        if constexpr (returns)
            return *result;
    }

    Function function;
    // These are written by the worker before the completion, and read after it.
    std::optional<std::conditional_t<returns, Result, char>> result{};
    std::exception_ptr failure{};
};

template <typename Function>
auto ThreadPool::submit_as(ObjectId future, std::uint64_t number, Function function,
                           const std::source_location& where) -> Future<std::invoke_result_t<Function&>> {
    using Result = std::invoke_result_t<Function&>;
    auto job = std::make_shared<JobOf<Function>>(future, any_, number, std::move(function));
    enqueue(job, where);
    return Future<Result>(std::shared_ptr<Completion>(job, &job->completion),
                          [job] { return job->outcome(); });
}

template <typename Item, typename Function>
auto ThreadPool::map(std::string_view task, Function function, const std::vector<Item>& items,
                     std::size_t chunk, std::source_location where) {
    using Result = std::invoke_result_t<Function&, const Item&>;
    // The tasks own it too, because after a stop they may still run when this function has returned.
    struct MapResults {
        Function function;
        std::vector<Item> items;
        std::vector<std::optional<Result>> results;
    };
    const auto mapped = std::make_shared<MapResults>(
        MapResults{std::move(function), items, std::vector<std::optional<Result>>(items.size())});
    detail::map_chunks(
        *this, task, items.size(), chunk,
        [mapped](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i)
                mapped->results[i].emplace(mapped->function(mapped->items[i]));
        },
        where);
    std::vector<Result> results;
    results.reserve(items.size());
    for (std::optional<Result>& result : mapped->results)
        results.push_back(std::move(*result));
    return results;
}

} // namespace interleave
