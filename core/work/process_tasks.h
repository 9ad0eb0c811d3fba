// SPDX-License-Identifier: GPL-3.0-or-later
// The memory in which a ProcessPool and its workers pass tasks and results to each other.
#pragma once

#include "core/sync/plain_lock.h"
#include "core/sync/queue.h"
#include "core/work/completion.h"
#include "core/work/shared_memory.h"
#include "core/work/start_gate.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct ProcessTask;

/// Holds the tables of the process that created the pool, and the memory that it shares with the workers. It
/// is created before they are forked.
class ProcessTasks {
public:
    static constexpr std::size_t most_tasks = 4096;
    static constexpr std::size_t function_bytes = 160;
    static constexpr std::size_t result_bytes = 256;
    static constexpr std::size_t failure_bytes = 256;
    static constexpr std::size_t most_map_bytes = 64U << 20U;

    explicit ProcessTasks(std::string_view name);
    ProcessTasks(const ProcessTasks&) = delete;
    ProcessTasks& operator=(const ProcessTasks&) = delete;

    // --- the process that made the pool, any thread
    // ---------------------------------------------------------

    /// Returns a task to be filled in. It is reused when it has ended and no future refers to it. Throws
    /// RunError if there are too many.
    static std::shared_ptr<ProcessTask> prepare(const std::shared_ptr<ProcessTasks>& tasks);
    /// Gives the task to the workers. The number 0 takes the next one. Throws BrokenPool, UsageError if the
    /// pool is closed, Stopped.
    void enqueue(ProcessTask& task, ObjectId future, std::uint64_t number, const std::source_location& where);
    /// Throws what the task ended with, if it did not end with a result.
    void throw_failure(const ProcessTask& task) const;
    void cancel_pending(const std::source_location& where);
    void close(const std::source_location& where) noexcept { queue().close(where); }
    /// Is called when the workers are dead. Tasks that have not ended become broken, and no new ones are
    /// accepted.
    void break_off(const std::string& why, const std::source_location& where);
    bool is_broken() const noexcept { return broken_.load(std::memory_order_acquire); }
    /// Throws BrokenPool if is_broken().
    void throw_if_broken() const;

    /// Bytes that the workers share, as long as this object exists.
    class MapBuffer {
    public:
        /// Throws RunError if there is no room.
        MapBuffer(ProcessTasks& tasks, std::size_t bytes);
        ~MapBuffer();
        MapBuffer(const MapBuffer&) = delete;
        MapBuffer& operator=(const MapBuffer&) = delete;
        void* data() const noexcept { return data_; }

    private:
        ProcessTasks& tasks_;
        void* data_;
    };

    StartGate& gate() noexcept;
    ObjectId object() const noexcept { return queue().object(); }

    // --- a worker
    // ------------------------------------------------------------------------------------------------

    /// Runs tasks until the pool is closed. Throws Stopped.
    void work(std::size_t worker, const std::source_location& where);
    /// Returns whether the worker reached the end of work(). If not, it ended for another reason than the end
    /// of the pool.
    bool has_worked(std::size_t worker) const noexcept;

private:
    using TaskQueue = Queue<std::uint32_t, most_tasks>;
    struct SharedState;

    TaskQueue& queue() const noexcept;
    ProcessTask& reuse();
    void give_back(ProcessTask& task);

    SharedMemory memory_;
    SharedMemory map_memory_; ///< sparse: costs only what is touched
    SharedState* shared_;
    ObjectId any_;

    PlainLock lock_;         ///< guards the members below
    std::uint32_t used_ = 0; ///< tasks that were used at least once
    std::uint64_t submitted_ = 0;
    std::vector<std::uint32_t> free_;    ///< ended, and no future refers to them
    std::vector<std::uint32_t> dropped_; ///< no future refers to them, but they may not have ended
    std::size_t map_bytes_ = 0;          ///< allocated since there was last no MapBuffer
    int map_buffers_ = 0;
    std::string why_broken_; ///< written before broken_
    std::atomic<bool> broken_{false};
};

/// One task.
struct ProcessTask {
    Completion completion;
    void (*call)(ProcessTask& task); ///< calls the function and stores its result
    alignas(std::max_align_t) std::byte function[ProcessTasks::function_bytes];
    alignas(std::max_align_t) std::byte result[ProcessTasks::result_bytes];
    char failure[ProcessTasks::failure_bytes]; ///< text of what it threw
};

} // namespace interleave
