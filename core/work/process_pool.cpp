// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/process_pool.h"

#include "core/event/error.h"
#include "core/event/recorder.h"
#include "core/work/process.h"
#include "core/work/process_watch.h"
#include "core/work/team.h"

#include <optional>
#include <string>

namespace interleave {

/// The worker processes, and the thread that notices the death of one.
class ProcessPool::Workers {
public:
    Workers(const std::string& pool, int count, ProcessTasks& tasks, const std::source_location& where) {
        processes_.reserve(static_cast<std::size_t>(count));
        std::size_t number = 0;
        for (const std::string& name : numbered_names("worker", count)) {
            processes_.emplace_back(
                name, [&tasks, number, where] { tasks.work(number, where); }, where);
            ++number;
        }
        watch_.emplace(
            pool + " watch", processes_, [&tasks](std::size_t worker) { return tasks.has_worked(worker); },
            [&tasks, pool, where](const std::string& what) {
                tasks.break_off("pool '" + pool + "' is broken: " + what, where);
            });
    }

    void join_all(const std::source_location& where) {
        for (std::size_t number = 0; number < processes_.size(); ++number)
            watch_->report(number, processes_[number].join(where));
        watch_.reset();
        processes_.clear();
    }

    const std::vector<Process>& processes() const noexcept { return processes_; }

private:
    std::vector<Process> processes_;
    std::optional<ProcessWatch> watch_; ///< declared after the processes, so that it is destroyed before them
};

ProcessPool::ProcessPool(std::string_view name, int workers, std::source_location where)
    : tasks_(std::make_shared<ProcessTasks>(name)) {
    if (workers < 1 || workers > most_workers)
        throw UsageError("a pool has 1 to " + std::to_string(most_workers) + " workers, not " +
                         std::to_string(workers));
    workers_ = std::make_unique<Workers>(std::string(name), workers, *tasks_, where);
    if (!tasks_->gate().wait_for(
            static_cast<std::uint32_t>(workers), [this] { return tasks_->is_broken(); }, where))
        tasks_->throw_if_broken();
    tasks_->gate().open(where);
}

ProcessPool::~ProcessPool() {
    try {
        shutdown();
    } catch (...) { // NOLINT(bugprone-empty-catch): stopped; ~Process ends what still runs
    }
}

void ProcessPool::shutdown(bool cancel_pending, std::source_location where) {
    if (cancel_pending)
        tasks_->cancel_pending(where);
    tasks_->close(where);
    workers_->join_all(where);
}

std::vector<pid_t> ProcessPool::pids() const {
    std::vector<pid_t> result;
    for (const Process& process : workers_->processes())
        result.push_back(process.pid());
    return result;
}

ObjectId ProcessPool::object() const noexcept {
    return tasks_->object();
}

} // namespace interleave
