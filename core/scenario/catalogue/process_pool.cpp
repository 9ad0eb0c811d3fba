// SPDX-License-Identifier: GPL-3.0-or-later
// An executor whose workers are processes: each task runs in another process, and its result comes back.
#include "core/work/process_pool.h"
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/headcount.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <unistd.h>
#include <vector>

namespace interleave::catalogue::process_pool {
namespace {

struct Settings {
    int workers;
    int tasks;
    double work_ms;
    std::chrono::milliseconds pause;
};

struct Measured {
    int most_at_once; ///< tasks that ran at the same time
    pid_t parent_pid;
    std::set<pid_t> worker_pids; ///< as the tasks saw them
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& running = stage.share<Headcount>(); // all that the workers share
    double wall_ms = 0;
    std::set<pid_t> worker_pids;
    {
        ProcessPool pool("executor", settings.workers);
        const std::uint64_t began = monotonic_raw_ns();
        std::vector<Future<pid_t>> futures;
        for (int number = 1; number <= settings.tasks; ++number)
            futures.push_back(pool.submit("task " + std::to_string(number), [&running, settings] {
                running.enter();
                compute_ms(settings.work_ms);
                sleep_for(settings.pause);
                running.leave();
                return getpid();
            }));
        for (const Future<pid_t>& future : futures)
            worker_pids.insert(future.result());
        wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    } // here the pool is shut down: its processes end and are joined
    return {running.most(), getpid(), worker_pids, wall_ms};
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("tasks", settings.tasks);
    outcome.value("most_at_once", measured.most_at_once);
    outcome.value("parent_pid", measured.parent_pid);
    outcome.value("worker_pids", measured.worker_pids);
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("executor-bounds-workers")
        .claims("As many tasks run at once as the executor has workers, and never more.")
        .expects(exactly(std::min(settings.workers, settings.tasks), "tasks"))
        .measured(measured.most_at_once);
    outcome.check("tasks-run-elsewhere")
        .claims("No task runs in the process that submitted it.")
        .at_any_load()
        .expects(exactly(0, "tasks"))
        .measured(measured.worker_pids.count(measured.parent_pid));
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "process-pool",
    .title = "A process pool executor",
    .group = Group::pools,
    .order = 30,
    .about =
        "Eight tasks are submitted to three processes. Each runs under a process id that is not the parent's, and its result travels back.",
    .backends = {Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, 3, 1, 32, "", "processes in the pool"),
                   integer("tasks", &Settings::tasks, 8, 1, 200, "", "tasks submitted at the start"),
                   real("work", &Settings::work_ms, 20, 0, 1000, "ms", "how long each task computes"),
                   integer("pause", &Settings::pause, 50, 1, 1000, "ms", "and then waits")},
    .most_lanes = 34,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::process_pool
