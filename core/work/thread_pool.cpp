// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/thread_pool.h"

#include "core/event/error.h"
#include "core/work/team.h"

#include <optional>
#include <string>

namespace interleave {

ThreadPool::ThreadPool(std::string_view name, int workers, Gil* gil, std::source_location where)
    : shared_(std::make_unique<Shared>(name))
    , gil_(gil)
    , any_(register_object(ObjectKind::future, "any of " + std::string(name))) {
    if (workers < 1 || workers > most_workers)
        throw UsageError("a pool has 1 to " + std::to_string(most_workers) + " workers, not " +
                         std::to_string(workers));
    workers_.reserve(static_cast<std::size_t>(workers));
    try {
        for (std::string& worker : numbered_names("worker", workers))
            workers_.emplace_back(
                std::move(worker), [this, where] { work(where); }, where);
        shared_->gate.wait_for(
            static_cast<std::uint32_t>(workers), [] { return false; }, where);
        shared_->gate.open(where);
    } catch (...) {
        shared_->gate.give_up();
        throw;
    }
}

ThreadPool::~ThreadPool() {
    try {
        shutdown();
    } catch (...) { // NOLINT(bugprone-empty-catch): stopped; the threads end too, and ~Thread waits for them
    }
}

void ThreadPool::shutdown(bool cancel_pending, std::source_location where) {
    if (cancel_pending)
        cancel_pending_jobs(where);
    shared_->tickets.close(where);
    for (Thread& worker : workers_)
        worker.join(where);
    workers_.clear();
}

void ThreadPool::enqueue(std::shared_ptr<Job> job, const std::source_location& where) {
    if (shared_->tickets.is_closed())
        throw UsageError("a pool that was shut down takes no more tasks");
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::submit, object(), job->completion.number(), recorder.site(where));
    {
        const std::lock_guard hold(shared_->lock);
        shared_->pending.push_back(std::move(job));
    }
    shared_->tickets.send({}, where);
}

void ThreadPool::work(const std::source_location& where) const {
    if (!shared_->gate.arrive_and_wait(0, where))
        return;
    std::optional<GilHold> hold;
    if (gil_ != nullptr)
        hold.emplace(*gil_, where);
    while (shared_->tickets.receive(where)) {
        const std::shared_ptr<Job> job = [this] {
            const std::lock_guard guard(shared_->lock);
            std::shared_ptr<Job> first = std::move(shared_->pending.front());
            shared_->pending.pop_front();
            return first;
        }();
        if (job->completion.begin(where))
            job->completion.finish(job->run() ? FutureOutcome::result : FutureOutcome::exception, where);
    }
}

/// Cancels the pending jobs. They stay in the queue, and a worker skips them.
void ThreadPool::cancel_pending_jobs(const std::source_location& where) {
    hand_over_quietly(Operation::notify, object(), where); // one operation, before the lock is taken
    const std::lock_guard hold(shared_->lock);
    for (const std::shared_ptr<Job>& job : shared_->pending)
        job->completion.cancel_announced(where);
}

} // namespace interleave
