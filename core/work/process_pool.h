// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed number of processes that run whatever tasks they are given, one each at a time.
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

/// The interface of ThreadPool with processes, forked when the pool is made. Tasks and results are copied
/// from process to process, so they must be trivially copyable and small; what a function captures by
/// reference or pointer is the worker's copy as of the fork, unless it lies in Stage::share memory. When a
/// worker process dies, every task not yet completed is broken, the other workers are ended, and nobody waits
/// on. submit() and map() may be called by any thread of the process that made the pool; the rest is the
/// owner's.
class ProcessPool {
public:
    /// Forks "worker 1", "worker 2" … and returns when all of them are there. Throws UsageError for a count
    /// out of bounds, RunError if the machine gives no more processes, BrokenPool, Stopped.
    ProcessPool(std::string_view name, int workers,
                std::source_location where = std::source_location::current());
    /// shutdown(), which waits for all tasks; when the run is being stopped the workers are ended.
    ~ProcessPool();
    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /// Has `function` called by a worker; what it returns is the future's, what it throws comes as TaskFailed
    /// with its text. `task` names it on the lane. Throws BrokenPool, UsageError after shutdown(), RunError
    /// if there are most_tasks futures already, Stopped.
    template <typename Function>
    auto submit(std::string_view task, Function function,
                std::source_location where = std::source_location::current()) {
        return submit_as(register_object(ObjectKind::future, task), 0, std::move(function), where);
    }

    /// function(item) for each item, `chunk` neighbouring items to a task; the results in the order of the
    /// items. Throws what the first item that failed threw, all that submit() does, and RunError if items
    /// and results of all maps under way take more than most_map_bytes.
    template <typename Item, typename Function>
    auto map(std::string_view task, Function function, const std::vector<Item>& items, std::size_t chunk = 1,
             std::source_location where = std::source_location::current());

    /// No task is accepted any more; waits until all have ended and the workers are gone. `cancel_pending`:
    /// those that have not begun are cancelled. Throws Stopped.
    void shutdown(bool cancel_pending = false, std::source_location where = std::source_location::current());

    /// Of the workers that still run, in their order.
    std::vector<pid_t> pids() const;

    static constexpr std::size_t most_tasks = ProcessTasks::most_tasks;
    static constexpr std::size_t most_map_bytes = ProcessTasks::most_map_bytes;

    /// For map(): a task with a given object and number; number 0 is the next.
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
    // The same program was forked, so the worker has this function at the same address.
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
