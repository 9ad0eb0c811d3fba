// SPDX-License-Identifier: GPL-3.0-or-later
// Threads or processes? The tasks wait for a share of their time and compute for the rest, on one backend.
// Sweep the share to see where the best choice changes: interleave sweep choose --over io_share=0..100:10
#include "core/scenario/catalogue_entry.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>

namespace interleave::catalogue::choose {
namespace {

struct Settings {
    double io_percent;
    int workers;
    int tasks;
    double task_ms;

    double wait_ms() const { return task_ms * io_percent / 100; }
    double compute_ms() const { return task_ms - wait_ms(); }
};

struct Measured {
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    Team team = stage.team(settings.workers);
    team.run([&](Worker& worker) {
        for (int task = worker.index(); task < settings.tasks; task += settings.workers) {
            if (settings.wait_ms() > 0)
                sleep_for(std::chrono::nanoseconds(static_cast<std::int64_t>(settings.wait_ms() * 1e6)));
            worker.compute_ms(settings.compute_ms());
        }
    });
    return {team.wall_ms()};
}

/// A kernel moves threads to another processor only every few ms, so that three of four workers may share one
/// for that long.
constexpr double least_shared_ms = 50;

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    // No worker is faster than its own row of tasks, and all together are no faster than the processors that
    // they may use at once.
    const int rounds = settings.tasks / settings.workers;
    const int in_last_round = settings.tasks % settings.workers;
    const int parallel_workers =
        backend == Backend::gil ? 1 : std::min(settings.workers, Stage::usable_cpus());
    const double longest_row_ms = (rounds + (in_last_round > 0 ? 1 : 0)) * settings.task_ms;
    const double bound_ms =
        std::max(longest_row_ms, settings.tasks * settings.compute_ms() / parallel_workers);
    // A kernel that shares its processors fairly keeps all workers in step: they wait together and compute
    // together, each with its share of a processor.
    const auto round_ms = [&](int workers) {
        return workers == 0
                   ? 0.0
                   : settings.wait_ms() + settings.compute_ms() *
                                              std::max(1.0, static_cast<double>(workers) / parallel_workers);
    };
    const double in_step_ms = rounds * round_ms(settings.workers) + round_ms(in_last_round);

    Outcome outcome;
    outcome.value("work_ms", measured.wall_ms);
    outcome.value("bound_ms", bound_ms);
    outcome.value("in_step_ms", in_step_ms);
    outcome.value("one_after_the_other_ms", settings.tasks * settings.task_ms);
    outcome.check("not-under-the-bound")
        .claims(
            "No run is shorter than its longest row of tasks, nor than all its computing on the processors that may compute at once.")
        .expects(at_least(bound_ms, "ms"))
        .tolerance(0.02)
        .measured(measured.wall_ms);
    outcome.check("not-over-in-step")
        .claims("It takes no longer than if all waited together and then shared the processors evenly.")
        .expects(at_most(in_step_ms, "ms"))
        .tolerance(0.25)
        .measured(measured.wall_ms)
        .decidable_if(in_step_ms >= least_shared_ms ||
                          std::min(settings.workers, settings.tasks) <= parallel_workers,
                      "it is over before a kernel has shared its processors evenly");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "choose",
    .title = "Threads or processes?",
    .group = Group::performance,
    .order = 30,
    .about =
        "Tasks that wait for part of their time and compute for the rest: which backend suits which share?",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {real("io_share", &Settings::io_percent, 50, 0, 100, "%",
                        "share of each task that is spent waiting"),
                   worker_count("workers", &Settings::workers, 4, 1, 32, "", "workers"),
                   integer("tasks", &Settings::tasks, 16, 1, 500, "", "tasks in all"),
                   real("task", &Settings::task_ms, 20, 1, 1'000, "ms",
                        "length of one task with a processor to itself")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::choose
