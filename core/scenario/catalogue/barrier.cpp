// SPDX-License-Identifier: GPL-3.0-or-later
// Work in phases: nobody begins the next one before all have finished this one. Every phase takes as long as
// its slowest worker, and all others wait.
#include "core/sync/barrier.h"
#include "core/scenario/stage.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

namespace interleave {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// One worker's part of one phase, ms.
struct Part {
    double worked = 0;
    double waited = 0;
};

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int phases = stage.count("phases");
    const double work_ms = stage.real("work");
    const double spread = stage.real("spread") / 100;
    const double straggler = stage.real("straggler");
    auto& phase_end = stage.share<Barrier>("end of phase", static_cast<std::uint32_t>(workers));
    Part* const parts = stage.share_array<Part>(static_cast<std::size_t>(workers * phases));
    const Label working("phase");

    Team team = stage.team(workers);
    team.run([&](Worker& me) {
        std::uniform_real_distribution<double> factor(1 - spread, 1 + spread);
        for (int phase = 0; phase < phases; ++phase) {
            const bool is_straggler = me.index() == phase % workers; // each one's turn
            const double ms = work_ms * factor(me.random()) * (is_straggler ? straggler : 1);
            Part& part = parts[phase * workers + me.index()];
            const auto begin = Clock::now();
            {
                // A device's work, not a processor's: so any number of workers works at the same time.
                const Work work(working);
                sleep_for(std::chrono::nanoseconds(static_cast<std::int64_t>(1e6 * ms)));
            }
            part.worked = ms_since(begin);
            phase_end.arrive_and_wait();
            part.waited = ms_since(begin) - part.worked;
        }
    });

    double slowest_ms = 0;
    double idle_ms = 0;
    double waited_ms = 0;
    for (int phase = 0; phase < phases; ++phase) {
        Part* const first = parts + phase * workers;
        const double slowest = std::max_element(first, first + workers, [](const Part& a, const Part& b) {
                                   return a.worked < b.worked;
                               })->worked;
        slowest_ms += slowest;
        for (Part* part = first; part != first + workers; ++part) {
            idle_ms += slowest - part->worked;
            waited_ms += part->waited;
        }
    }
    Outcome outcome;
    outcome.values = {{"work_ms", team.wall_ms()},
                      {"slowest_ms", slowest_ms},
                      {"waited_ms", waited_ms},
                      {"wasted_share", waited_ms / (team.wall_ms() * workers)}};
    outcome.checks.push_back({.name = "phase-is-slowest",
                              .claim = "Each phase takes as long as its slowest worker.",
                              .expected = slowest_ms,
                              .measured = team.wall_ms(),
                              .unit = "ms",
                              .tolerance = 0.1});
    outcome.checks.push_back(
        {.name = "wasted-is-difference",
         .claim = "What is wasted at the barrier is the sum of what each was faster than the slowest.",
         .expected = idle_ms,
         .measured = waited_ms,
         .unit = "ms",
         .tolerance = 0.15,
         .decidable = workers > 1,
         .why = workers > 1 ? "" : "one worker alone waits for nobody"});
    return outcome;
}

const Registration registration{{
    .name = "barrier",
    .title = "A barrier and its stragglers",
    .group = Group::coordination,
    .order = 20,
    .about =
        "Workers finish each phase together. In every phase one of them is slow, and all others wait for "
        "it.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("workers", 4, 1, 16, "", "workers that meet"),
                   integer("phases", 6, 1, 100, "", "how often they meet"),
                   real("work", 20, 1, 1000, "ms", "work of a worker in a phase, about"),
                   real("spread", 20, 0, 90, "%", "by how much it differs at most"),
                   real("straggler", 2.5, 1, 10, "×", "how much longer the slow one of a phase takes")},
    .most_lanes = 17,
    .run = run,
}};

} // namespace
} // namespace interleave
