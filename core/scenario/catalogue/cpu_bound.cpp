// SPDX-License-Identifier: GPL-3.0-or-later
// The same computation by one worker, then shared out among several: who gets faster, and who does not?
#include "core/scenario/processor_doubt.h"
#include "core/scenario/stage.h"

#include <algorithm>
#include <string>

using namespace interleave;

namespace {

/// Why a missed speedup would tell nothing; empty if it tells something.
std::string what_spoils_it(double tolerance, int at_once, int workers, const Team& alone, const Team& team) {
    // Who neither waits nor sleeps gets whole processors, unless others use them.
    if (alone.processor_share() < 0.9 || (at_once == workers && team.processor_share() < 0.85))
        return "other programs used the processors at the same time";
    return processor_doubt(tolerance, at_once, alone.median_round().processor_ms,
                           team.median_round().processor_ms);
}

Outcome cpu_bound(Stage& stage) {
    const int workers = stage.count("workers");
    const int rounds = stage.count("rounds");
    const double work_ms = stage.real("work");

    Team alone = stage.team({"alone"});
    alone.run_rounds(rounds, [&](Worker& me) { me.compute_ms(work_ms); });

    Team team = stage.team(workers);
    team.run_rounds(rounds, [&](Worker& me) { me.compute_ms(work_ms / workers); });

    const double speedup = alone.wall_ms() / team.wall_ms();
    const int usable = std::min(workers, Stage::usable_cpus());
    const bool parallel = usable > 1;
    const std::string needs = parallel ? "" : "this needs two workers and two processors";
    const bool under_gil = stage.backend() == Backend::gil;
    const double tolerance = under_gil ? 0.05 : 0.15;
    const std::string doubt = what_spoils_it(tolerance, under_gil ? 1 : usable, workers, alone, team);
    Outcome outcome;
    outcome.values["wall_ms_1"] = alone.wall_ms();
    outcome.values["wall_ms_n"] = team.wall_ms();
    outcome.values["work_ms"] = team.wall_ms();
    outcome.values["speedup"] = speedup;
    outcome.values["efficiency"] = speedup / workers;
    if (under_gil) {
        outcome.checks.push_back({.name = "gil-one-runs",
                                  .claim = "Under the GIL one thread computes at a time.",
                                  .expected = 1,
                                  .unit = "threads",
                                  .measure = TraceMeasure{"most_holders", "GIL"}});
        outcome.checks.push_back({.name = "gil-one-runs",
                                  .claim = "So threads under the GIL compute no faster than one alone.",
                                  .expected = 1,
                                  .measured = speedup,
                                  .tolerance = tolerance,
                                  .comparison = Comparison::at_most,
                                  .decidable = parallel,
                                  .why = needs,
                                  .doubt = doubt});
    } else {
        const bool processes = stage.backend() == Backend::processes;
        outcome.checks.push_back({.name = processes ? "processes-run-in-parallel" : "threads-run-in-parallel",
                                  .claim = processes
                                               ? "Processes compute at the same time, one on each processor."
                                               : "Threads compute at the same time, one on each processor.",
                                  .expected = static_cast<double>(usable),
                                  .measured = speedup,
                                  .tolerance = tolerance,
                                  .comparison = Comparison::at_least,
                                  .decidable = parallel,
                                  .why = needs,
                                  .doubt = doubt});
    }
    return outcome;
}

const Registration registration({
    .name = "cpu-bound",
    .title = "Computing in parallel",
    .group = Group::performance,
    .order = 1,
    .about = "One fixed amount of computing, done by one worker and then by several: as threads, under a "
             "GIL, as processes.",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {integer(
                       "workers", std::clamp(Stage::usable_cpus(), 2, 16), 1, 64, "",
                       "among how many the work is shared out; by default as many as there are processors"),
                   real("work", 200, 1, 10'000, "ms", "processor time of the whole work"),
                   integer("rounds", 3, 1, 50, "", "how often it is measured; the median counts")},
    .most_lanes = 66,
    .run = cpu_bound,
});

} // namespace
