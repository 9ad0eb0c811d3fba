// SPDX-License-Identifier: GPL-3.0-or-later
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
    const int rounds = tasks / workers;
    const int in_last_round = tasks % workers;
    const int at_once = stage.backend() == Backend::gil ? 1 : std::min(workers, Stage::usable_cpus());
    const double longest_row_ms = (rounds + (in_last_round > 0 ? 1 : 0)) * task_ms;
    const double bound_ms = std::max(longest_row_ms, tasks * compute_ms / at_once);
    // A kernel that shares its processors fairly keeps all in step: they wait together and compute together,
    // each at its share of a processor.
    const auto round_ms = [&](int of) {
        return of == 0 ? 0.0 : wait_ms + compute_ms * std::max(1.0, static_cast<double>(of) / at_once);
    };
    const double in_step_ms = rounds * round_ms(workers) + round_ms(in_last_round);

    Outcome outcome;
    outcome.values["work_ms"] = team.wall_ms();
    outcome.values["bound_ms"] = bound_ms;
    outcome.values["in_step_ms"] = in_step_ms;
    outcome.values["one_after_the_other_ms"] = tasks * task_ms;
    outcome.checks.push_back(
        {.name = "not-under-the-bound",
         .claim =
             "Nobody is faster than the longest row of tasks, nor than all computing on the processors that "
             "may compute at once.",
         .expected = bound_ms,
         .measured = team.wall_ms(),
         .unit = "ms",
         .tolerance = 0.02,
         .comparison = Comparison::at_least});
    outcome.checks.push_back(
        {.name = "not-over-in-step",
         .claim = "It takes no longer than if all waited together and then shared the processors evenly.",
         .expected = in_step_ms,
         .measured = team.wall_ms(),
         .unit = "ms",
         .tolerance = 0.25,
         .comparison = Comparison::at_most});
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
