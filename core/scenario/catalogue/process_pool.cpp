// SPDX-License-Identifier: GPL-3.0-or-later
// An executor whose workers are processes: each task runs in another process, and its result comes back.
#include "core/work/process_pool.h"
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/headcount.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <unistd.h>

namespace interleave {
namespace {

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int tasks = stage.count("tasks");
    const double work_ms = stage.real("work");
    const std::chrono::milliseconds pause(stage.integer("pause"));
    auto& running = stage.share<Headcount>(); // the workers share this, and nothing else

    double wall_ms = 0;
    std::set<pid_t> pids;
    {
        ProcessPool pool("executor", workers);
        const std::uint64_t began = monotonic_raw_ns();
        std::vector<Future<pid_t>> futures;
        for (int number = 1; number <= tasks; ++number)
            futures.push_back(pool.submit("task " + std::to_string(number), [&running, work_ms, pause] {
                running.enter();
                compute_ms(work_ms);
                sleep_for(pause);
                running.leave();
                return getpid();
            }));
        for (const Future<pid_t>& future : futures)
            pids.insert(future.result());
        wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    } // here the pool is shut down: its processes end and are joined

    Outcome outcome;
    outcome.values = {{"tasks", tasks},
                      {"most_at_once", running.most()},
                      {"parent_pid", getpid()},
                      {"worker_pids", pids},
                      {"work_ms", wall_ms}};
    outcome.checks.push_back(
        {.name = "executor-bounds-workers",
         .claim = "As many tasks run at once as the executor has workers, and never more.",
         .expected = static_cast<double>(std::min(workers, tasks)),
         .measured = running.most(),
         .unit = "tasks"});
    outcome.checks.push_back({.name = "tasks-run-elsewhere",
                              .claim = "No task runs in the process that submitted it.",
                              .expected = 0,
                              .measured = static_cast<double>(pids.count(getpid())),
                              .unit = "tasks"});
    return outcome;
}

const Registration registration{{
    .name = "process-pool",
    .title = "A process pool executor",
    .group = Group::pools,
    .order = 30,
    .about = "Eight tasks are submitted to three processes. Each runs under a process id that is not the "
             "parent's, and its result travels back.",
    .backends = {Backend::processes},
    .parameters = {integer("workers", 3, 1, 32, "", "processes in the pool"),
                   integer("tasks", 8, 1, 200, "", "tasks submitted at the start"),
                   real("work", 20, 0, 1000, "ms", "how long each task computes"),
                   integer("pause", 50, 1, 1000, "ms", "and then waits")},
    .most_lanes = 34,
    .run = run,
}};

} // namespace
} // namespace interleave
