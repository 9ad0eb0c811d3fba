// SPDX-License-Identifier: GPL-3.0-or-later
// An executor with five threads is given ten tasks: five run, five wait for their turn.
#include "core/work/thread_pool.h"
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/headcount.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace interleave::catalogue::thread_pool {
namespace {

struct Settings {
    int workers;
    int tasks;
    std::chrono::milliseconds pause;
};

struct Measured {
    int completed;    ///< futures that got the result of their own task
    int most_at_once; ///< tasks that ran at the same time
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    std::optional<Gil> gil;
    if (stage.backend() == Backend::gil)
        gil.emplace("GIL");

    Headcount running;
    double wall_ms = 0;
    int completed = 0;
    {
        ThreadPool pool("executor", settings.workers, gil ? &*gil : nullptr);
        const std::uint64_t began = monotonic_raw_ns();
        std::vector<Future<int>> futures;
        for (int number = 1; number <= settings.tasks; ++number)
            futures.push_back(pool.submit("task " + std::to_string(number), [&running, &settings, number] {
                running.enter();
                sleep_for(settings.pause); // like a task that waits for a server
                running.leave();
                return number;
            }));
        for (int number = 1; const Future<int>& future : futures)
            completed += future.result() == number++ ? 1 : 0;
        wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    } // here the pool is shut down: its workers end and are joined
    return {completed, running.most(), wall_ms};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const int turns = (settings.tasks + settings.workers - 1) / settings.workers;

    Outcome outcome;
    outcome.value("tasks", settings.tasks);
    outcome.value("completed", measured.completed);
    outcome.value("most_at_once", measured.most_at_once);
    outcome.value("turns", turns);
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("executor-bounds-workers")
        .claims("As many tasks run at once as the executor has workers, and never more.")
        .expects(exactly(std::min(settings.workers, settings.tasks), "tasks"))
        .measured(measured.most_at_once);
    outcome.check("tasks-take-turns")
        .claims(
            "The other tasks wait for a worker, so all together take at least as many pauses as there are turns.")
        .at_any_load()
        .expects(at_least(turns * settings.pause.count(), "ms"))
        .measured(measured.wall_ms);
    outcome.check("futures-complete")
        .claims("Every future gets the result of its own task.")
        .at_any_load()
        .expects(exactly(settings.tasks, "futures"))
        .measured(measured.completed);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "thread-pool",
    .title = "A thread pool executor",
    .group = Group::pools,
    .order = 20,
    .about =
        "Ten tasks are submitted to five threads. Never more than five run at once; the others queue, and each future completes with its task.",
    .backends = {Backend::threads, Backend::gil},
    .parameters = {worker_count("workers", &Settings::workers, 5, 1, 64, "", "threads in the pool"),
                   integer("tasks", &Settings::tasks, 10, 1, 200, "", "tasks submitted at the start"),
                   integer("pause", &Settings::pause, 60, 1, 1000, "ms", "how long each task waits")},
    .most_lanes = 65,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::thread_pool
