// SPDX-License-Identifier: GPL-3.0-or-later
// One worker does a computation alone, then several workers share it. On which backends are they faster?
#include "core/scenario/catalogue_entry.h"
#include "core/scenario/processor_doubt.h"

#include <algorithm>
#include <string>

namespace interleave::catalogue::cpu_bound {
namespace {

struct Settings {
    int workers;
    double work_ms;
    int rounds;
};

/// Says how long a team took for the whole work, and how much of the processors it got.
struct TeamTimes {
    double wall_ms;
    double processor_ms;
    double processor_share;
};

struct Measured {
    TeamTimes alone;
    TeamTimes together;
};

TeamTimes times_of(const Team& team) {
    return {team.wall_ms(), team.median_round().processor_ms, team.processor_share()};
}

Measured run(Stage& stage, const Settings& settings) {
    Team alone = stage.team({"alone"});
    alone.run_rounds(settings.rounds, [&](Worker& worker) { worker.compute_ms(settings.work_ms); });

    Team together = stage.team(settings.workers);
    together.run_rounds(settings.rounds,
                        [&](Worker& worker) { worker.compute_ms(settings.work_ms / settings.workers); });
    return {times_of(alone), times_of(together)};
}

/// Says why a missed speedup would prove nothing; empty if it proves something.
std::string speedup_doubt(double tolerance, int parallel_workers, int workers, const Measured& measured) {
    // Workers that neither wait nor sleep get whole processors, unless other programs use them.
    const auto& [alone, together] = measured;
    if (alone.processor_share < 0.9 || (parallel_workers == workers && together.processor_share < 0.85))
        return "other programs used the processors at the same time";
    return processor_doubt(tolerance, parallel_workers, alone.processor_ms, together.processor_ms);
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    const double speedup = measured.alone.wall_ms / measured.together.wall_ms;
    const int parallel_workers = std::min(settings.workers, Stage::usable_cpus());
    const bool decidable = parallel_workers > 1;
    const std::string needs = "this needs two workers and two processors";

    Outcome outcome;
    outcome.value("wall_ms_1", measured.alone.wall_ms);
    outcome.value("wall_ms_n", measured.together.wall_ms);
    outcome.value("work_ms", measured.together.wall_ms);
    outcome.value("speedup", speedup);
    outcome.value("efficiency", speedup / settings.workers);
    if (backend == Backend::gil) {
        constexpr double tolerance = 0.05;
        outcome.check("gil-one-runs")
            .claims("Under the GIL one thread computes at a time.")
            .at_any_load()
            .expects(exactly(1, "threads"))
            .measured_in_trace("most_holders", "GIL");
        outcome.check("gil-one-runs")
            .claims("So threads under the GIL compute no faster than one alone.")
            .expects(at_most(1))
            .tolerance(tolerance)
            .measured(speedup)
            .decidable_if(decidable, needs)
            .doubt(speedup_doubt(tolerance, 1, settings.workers, measured));
        return outcome;
    }
    constexpr double tolerance = 0.15;
    const bool processes = backend == Backend::processes;
    outcome.check(processes ? "processes-run-in-parallel" : "threads-run-in-parallel")
        .claims(processes ? "Processes compute at the same time, one on each processor."
                          : "Threads compute at the same time, one on each processor.")
        .expects(at_least(parallel_workers))
        .tolerance(tolerance)
        .measured(speedup)
        .decidable_if(decidable, needs)
        .doubt(speedup_doubt(tolerance, parallel_workers, settings.workers, measured));
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "cpu-bound",
    .title = "Computing in parallel",
    .group = Group::gil,
    .order = 20,
    .about =
        "One fixed amount of computing, done by one worker and then by several: as threads, under a GIL, as processes.",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, std::clamp(Stage::usable_cpus(), 2, 16), 1, 64,
                                "", "how many share the work; by default as many as there are processors"),
                   real("work", &Settings::work_ms, 200, 1, 3'000, "ms", "processor time of the whole work"),
                   integer("rounds", &Settings::rounds, 3, 1, 50, "",
                           "how often it is measured; the median counts")},
    .most_lanes = 66,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: speedups",
};

} // namespace
} // namespace interleave::catalogue::cpu_bound
