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

/// Tables of the process that made the pool, and what it shares with the workers. Made before they are
/// forked.
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

    /// A task to be filled in. It is used again once nobody refers to it and it has ended. Throws RunError if
    /// there are too many.
    static std::shared_ptr<ProcessTask> prepare(const std::shared_ptr<ProcessTasks>& tasks);
    /// Hands it to the workers. Number 0: the next. Throws BrokenPool, UsageError if closed, Stopped.
    void enqueue(ProcessTask& task, ObjectId future, std::uint64_t number, const std::source_location& where);
    /// Throws what the task ended with, if not with a result.
    void throw_failure(const ProcessTask& task) const;
    void cancel_pending(const std::source_location& where);
    void close(const std::source_location& where) noexcept { queue().close(where); }
    /// When the workers are dead: everything that has not ended ends so, and nothing new is accepted.
    void break_off(const std::string& why, const std::source_location& where);
    bool is_broken() const noexcept { return broken_.load(std::memory_order_acquire); }
    /// Throws BrokenPool if is_broken().
    void throw_if_broken() const;

    /// Bytes that the workers see too, as long as this lives.
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
    /// Whether the worker came to the end of work(); else whatever ended it was none of the pool's doing.
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

    PlainLock lock_;         ///< guards what follows
    std::uint32_t used_ = 0; ///< tasks that were ever used
    std::uint64_t submitted_ = 0;
    std::vector<std::uint32_t> free_;    ///< ended, and nobody refers to them
    std::vector<std::uint32_t> dropped_; ///< nobody refers to them, but they have perhaps not ended
    std::size_t map_bytes_ = 0;          ///< given out since the last moment without parcels
    int map_buffers_ = 0;
    std::string why_broken_; ///< before broken_
    std::atomic<bool> broken_{false};
};

/// One task on its way.
struct ProcessTask {
    Completion completion;
    void (*call)(ProcessTask& task); ///< calls the function and stores its result
    alignas(std::max_align_t) std::byte function[ProcessTasks::function_bytes];
    alignas(std::max_align_t) std::byte result[ProcessTasks::result_bytes];
    char failure[ProcessTasks::failure_bytes]; ///< text of what it threw
};

} // namespace interleave
