// Threads or processes? Tasks that wait for a share of their time and compute for the rest, on one backend.
// Sweep the share to see where the best choice changes: interleave sweep choose --over io_share=0..100:10
#include "core/scenario/stage.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>

using namespace interleave;

namespace {

Outcome choose(Stage& stage) {
    const int workers = stage.count("workers");
    const int tasks = stage.count("tasks");
    const double task_ms = stage.real("task");
    const double wait_ms = task_ms * stage.real("io_share") / 100;
    const double compute_ms = task_ms - wait_ms;

    Team team = stage.team(workers);
    team.run([&](Worker& me) {
        for (int task = me.index(); task < tasks; task += workers) {
            if (wait_ms > 0)
                sleep_for(std::chrono::nanoseconds(static_cast<std::int64_t>(wait_ms * 1e6)));
            me.compute_ms(compute_ms);
        }
    });

    // Nobody is faster than his own row of tasks, and all together no faster than the processors they may use
    // at once.
    const int longest_row = (tasks + workers - 1) / workers;
    const int at_once = stage.backend() == Backend::gil ? 1 : std::min(workers, Stage::usable_cpus());
    const double bound_ms = std::max(longest_row * task_ms, tasks * compute_ms / at_once);
    Outcome outcome;
    outcome.values["work_ms"] = team.wall_ms();
    outcome.values["bound_ms"] = bound_ms;
    outcome.values["one_after_the_other_ms"] = tasks * task_ms;
    outcome.checks.push_back(
        {.name = "near-the-bound",
         .claim = "The time is that of the longest row of tasks, or that of all computing on the processors "
                  "that may compute at once, whichever is longer.",
         .expected = bound_ms,
         .measured = team.wall_ms(),
         .unit = "ms",
         .tolerance = 0.25});
    return outcome;
}

const Registration registration({
    .name = "choose",
    .title = "Threads or processes?",
    .group = Group::performance,
    .order = 30,
    .about = "Tasks that wait for a share of their time and compute for the rest: which backend suits which "
             "share?",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {real("io_share", 50, 0, 100, "%", "share of each task that is spent waiting"),
                   integer("workers", 4, 1, 32, "", "workers"),
                   integer("tasks", 16, 1, 500, "", "tasks in all"),
                   real("task", 20, 1, 1'000, "ms", "length of one task with a processor to itself")},
    .most_lanes = 33,
    .run = choose,
});

} // namespace
