// SPDX-License-Identifier: GPL-3.0-or-later
// An executor with five threads is given ten tasks: five run, five wait for their turn.
#include "core/work/thread_pool.h"
#include "core/scenario/stage.h"
#include "core/work/headcount.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace interleave {
namespace {

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int tasks = stage.count("tasks");
    const std::chrono::milliseconds pause(stage.integer("pause"));
    std::optional<Gil> gil;
    if (stage.backend() == Backend::gil)
        gil.emplace("GIL");

    Headcount running;
    double wall_ms = 0;
    int completed = 0;
    {
        ThreadPool pool("executor", workers, gil ? &*gil : nullptr);
        const std::uint64_t began = monotonic_raw_ns();
        std::vector<Future<int>> futures;
        for (int number = 1; number <= tasks; ++number)
            futures.push_back(pool.submit("task " + std::to_string(number), [&running, pause, number] {
                running.enter();
                sleep_for(pause); // as one that waits for a server
                running.leave();
                return number;
            }));
        for (int number = 1; const Future<int>& future : futures)
            completed += future.result() == number++ ? 1 : 0;
        wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    } // here the pool is shut down: its workers end and are joined

    const int most_expected = std::min(workers, tasks);
    const int turns = (tasks + workers - 1) / workers;
    Outcome outcome;
    outcome.values = {{"tasks", tasks},
                      {"completed", completed},
                      {"most_at_once", running.most()},
                      {"turns", turns},
                      {"work_ms", wall_ms}};
    outcome.checks.push_back(
        {.name = "executor-bounds-workers",
         .claim = "As many tasks run at once as the executor has workers, and never more.",
         .expected = static_cast<double>(most_expected),
         .measured = running.most(),
         .unit = "tasks"});
    outcome.checks.push_back({.name = "tasks-take-turns",
                              .claim = "The other tasks wait for a worker, so all together take at least as "
                                       "many pauses as there are turns.",
                              .expected = static_cast<double>(turns * pause.count()),
                              .measured = wall_ms,
                              .unit = "ms",
                              .comparison = Comparison::at_least});
    outcome.checks.push_back({.name = "futures-complete",
                              .claim = "Every future gets the result of its own task.",
                              .expected = static_cast<double>(tasks),
                              .measured = static_cast<double>(completed),
                              .unit = "futures"});
    return outcome;
}

const Registration registration{{
    .name = "thread-pool",
    .title = "A thread pool executor",
    .group = Group::pools,
    .order = 20,
    .about = "Ten tasks are submitted to five threads. Never more than five run at once; the others queue, "
             "and each future completes with its task.",
    .backends = {Backend::threads, Backend::gil},
    .parameters = {integer("workers", 5, 1, 64, "", "threads in the pool"),
                   integer("tasks", 10, 1, 200, "", "tasks submitted at the start"),
                   integer("pause", 60, 1, 1000, "ms", "how long each task waits")},
    .most_lanes = 65,
    .run = run,
}};

} // namespace
} // namespace interleave
