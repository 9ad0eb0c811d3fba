// SPDX-License-Identifier: GPL-3.0-or-later
// The same computation by one worker, then shared out among several: who gets faster, and who does not?
#include "core/scenario/catalogue_entry.h"
#include "core/scenario/processor_doubt.h"

#include <algorithm>
#include <string>

namespace interleave {
namespace {

struct Settings {
    int workers;
    double work_ms;
    int rounds;
};

/// What a team took to do the whole work.
struct Time {
    double wall_ms;
    double processor_ms;
    double processor_share;
};

struct Measured {
    Time alone;
    Time together;
};

Time time_of(const Team& team) {
    return {team.wall_ms(), team.median_round().processor_ms, team.processor_share()};
}

Measured run(Stage& stage, const Settings& settings) {
    Team alone = stage.team({"alone"});
    alone.run_rounds(settings.rounds, [&](Worker& worker) { worker.compute_ms(settings.work_ms); });

    Team together = stage.team(settings.workers);
    together.run_rounds(settings.rounds,
                        [&](Worker& worker) { worker.compute_ms(settings.work_ms / settings.workers); });
    return {time_of(alone), time_of(together)};
}

/// Why a missed speedup would tell nothing; empty if it tells something.
std::string speedup_doubt(double tolerance, int at_once, int workers, const Measured& measured) {
    // Who neither waits nor sleeps gets whole processors, unless others use them.
    const auto& [alone, together] = measured;
    if (alone.processor_share < 0.9 || (at_once == workers && together.processor_share < 0.85))
        return "other programs used the processors at the same time";
    return processor_doubt(tolerance, at_once, alone.processor_ms, together.processor_ms);
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    const double speedup = measured.alone.wall_ms / measured.together.wall_ms;
    const int usable = std::min(settings.workers, Stage::usable_cpus());
    const bool parallel = usable > 1;
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
            .expects(exactly(1, "threads"))
            .measured_in_trace("most_holders", "GIL");
        outcome.check("gil-one-runs")
            .claims("So threads under the GIL compute no faster than one alone.")
            .expects(at_most(1))
            .tolerance(tolerance)
            .measured(speedup)
            .decidable_if(parallel, needs)
            .doubt(speedup_doubt(tolerance, 1, settings.workers, measured));
        return outcome;
    }
    constexpr double tolerance = 0.15;
    const bool processes = backend == Backend::processes;
    outcome.check(processes ? "processes-run-in-parallel" : "threads-run-in-parallel")
        .claims(processes ? "Processes compute at the same time, one on each processor."
                          : "Threads compute at the same time, one on each processor.")
        .expects(at_least(usable))
        .tolerance(tolerance)
        .measured(speedup)
        .decidable_if(parallel, needs)
        .doubt(speedup_doubt(tolerance, usable, settings.workers, measured));
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "cpu-bound",
    .title = "Computing in parallel",
    .group = Group::performance,
    .order = 1,
    .about =
        "One fixed amount of computing, done by one worker and then by several: as threads, under a GIL, as processes.",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {worker_count(
                       "workers", &Settings::workers, std::clamp(Stage::usable_cpus(), 2, 16), 1, 64, "",
                       "among how many the work is shared out; by default as many as there are processors"),
                   real("work", &Settings::work_ms, 200, 1, 10'000, "ms", "processor time of the whole work"),
                   integer("rounds", &Settings::rounds, 3, 1, 50, "",
                           "how often it is measured; the median counts")},
    .most_lanes = 66,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave
