// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed number of processes that run the tasks submitted to them, one at a time each.
#pragma once

#include "core/work/chunks.h"
#include "core/work/future.h"
#include "core/work/process_tasks.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <source_location>
#include <string_view>
#include <sys/types.h>
#include <type_traits>
#include <vector>

namespace interleave {

/// It has the interface of ThreadPool, with processes that are forked when the pool is created. Tasks and
/// results are copied from process to process, so they must be trivially copyable and small. What a function
/// captures by reference or pointer is the worker's copy from the time of the fork, unless it lies in
/// Stage::share memory. When a worker process dies, every task not yet completed becomes broken, the other
/// workers are killed, and all waits for tasks end. Any thread of the process that created the pool may call
/// submit() and map(); only the owner may call the rest.
class ProcessPool {
public:
    /// Forks "worker 1", "worker 2" … and returns when all of them have started. Throws UsageError for a
    /// count out of range, RunError if the system gives no more processes, BrokenPool, Stopped.
    ProcessPool(std::string_view name, int workers,
                std::source_location where = std::source_location::current());
    /// Calls shutdown(), which waits for all tasks. When the run is being stopped, it ends the workers
    /// instead.
    ~ProcessPool();
    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /// Has a worker call `function`. The future gives what it returns; what it throws arrives as TaskFailed
    /// with its text. `task` names it on the lane. Throws BrokenPool, UsageError after shutdown(), RunError
    /// if there are most_tasks futures already, Stopped.
    template <typename Function>
    auto submit(std::string_view task, Function function,
                std::source_location where = std::source_location::current()) {
        return submit_as(register_object(ObjectKind::future, task), 0, std::move(function), where);
    }

    /// Calls function(item) for each item, with `chunk` adjacent items in a task. Returns the results in the
    /// order of the items. Throws what the first item that failed threw, everything that submit() throws, and
    /// RunError if the items and results of all running maps take more than most_map_bytes.
    template <typename Item, typename Function>
    auto map(std::string_view task, Function function, const std::vector<Item>& items, std::size_t chunk = 1,
             std::source_location where = std::source_location::current());

    /// Accepts no more tasks, and waits until all have ended and the workers are gone. With `cancel_pending`,
    /// tasks that have not begun are cancelled. Throws Stopped.
    void shutdown(bool cancel_pending = false, std::source_location where = std::source_location::current());

    /// Returns the pids of the workers that still run, in their order.
    std::vector<pid_t> pids() const;

    static constexpr std::size_t most_tasks = ProcessTasks::most_tasks;
    static constexpr std::size_t most_map_bytes = ProcessTasks::most_map_bytes;

    /// Is for map(). Submits a task with a given object and number; 0 takes the next number.
    template <typename Function>
    auto submit_as(ObjectId future, std::uint64_t number, Function function,
                   const std::source_location& where) -> Future<std::invoke_result_t<Function&>>;

    ObjectId object() const noexcept;

private:
    class Workers;

    std::shared_ptr<ProcessTasks> tasks_; ///< also held by the futures
    std::unique_ptr<Workers> workers_;
};

template <typename Function>
auto ProcessPool::submit_as(ObjectId future, std::uint64_t number, Function function,
                            const std::source_location& where) -> Future<std::invoke_result_t<Function&>> {
    using Result = std::invoke_result_t<Function&>;
    static_assert(std::is_trivially_copyable_v<Function>,
                  "a task is copied into another process: let it capture numbers and pointers only");
    static_assert(sizeof(Function) <= ProcessTasks::function_bytes,
                  "a task this large does not fit: put its data into Stage::share memory");

    const std::shared_ptr<ProcessTask> task = ProcessTasks::prepare(tasks_);
    std::memcpy(task->function, &function, sizeof function);
    // The worker is a fork of this program, so it has this function at the same address.
    task->call = [](ProcessTask& mine) {
        auto& body = *reinterpret_cast<Function*>(mine.function);
        if constexpr (std::is_void_v<Result>) {
            body();
        } else {
            static_assert(std::is_trivially_copyable_v<Result> &&
                              sizeof(Result) <= ProcessTasks::result_bytes,
                          "a result is copied from another process: return a small plain value");
            const Result result = body();
            std::memcpy(mine.result, &result, sizeof result);
        }
    };
    tasks_->enqueue(*task, future, number, where);
    return Future<Result>(std::shared_ptr<Completion>(task, &task->completion),
                          [task, tasks = tasks_]() -> Result {
                              tasks->throw_failure(*task);
                              if constexpr (!std::is_void_v<Result>) {
                                  alignas(Result) std::byte result[sizeof(Result)];
                                  std::memcpy(result, task->result, sizeof(Result));
                                  return *reinterpret_cast<Result*>(result);
                              }
                          });
}

template <typename Item, typename Function>
auto ProcessPool::map(std::string_view task, Function function, const std::vector<Item>& items,
                      std::size_t chunk, std::source_location where) {
    using Result = std::invoke_result_t<const Function&, const Item&>;
    static_assert(std::is_trivially_copyable_v<Item> && std::is_trivially_copyable_v<Result>,
                  "items and results are copied from process to process");
    const ProcessTasks::MapBuffer item_buffer(*tasks_, items.size() * sizeof(Item));
    const ProcessTasks::MapBuffer result_buffer(*tasks_, items.size() * sizeof(Result));
    auto* const copies = static_cast<Item*>(item_buffer.data());
    auto* const results = static_cast<Result*>(result_buffer.data());
    std::copy(items.begin(), items.end(), copies);
    detail::map_chunks(
        *this, task, items.size(), chunk,
        [function, copies, results](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i)
                results[i] = function(copies[i]);
        },
        where);
    return std::vector<Result>(results, results + items.size());
}

} // namespace interleave
