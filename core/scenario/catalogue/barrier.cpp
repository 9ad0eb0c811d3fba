// SPDX-License-Identifier: GPL-3.0-or-later
// Workers do their work in phases: none begins the next phase before all have finished the current one. Every
// phase takes as long as its slowest worker, and the others wait for it.
#include "core/sync/barrier.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

namespace interleave::catalogue::barrier {
namespace {

struct Settings {
    int workers;
    int phases;
    double work_ms;
    double spread_percent;
    double straggler;
};

using SteadyClock = std::chrono::steady_clock;

double ms_since(SteadyClock::time_point begin) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count();
}

/// Records how long one worker worked and waited in one phase.
struct PhaseTimes {
    double worked_ms = 0;
    double waited_ms = 0;
};

struct Measured {
    std::vector<PhaseTimes> times; ///< of all workers in the first phase, then in the second, …
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& phase_end = stage.share<Barrier>("end of phase", static_cast<std::uint32_t>(settings.workers));
    const int count = settings.workers * settings.phases;
    PhaseTimes* const times = stage.share_array<PhaseTimes>(static_cast<std::size_t>(count));
    const Label working("phase");
    const double spread = settings.spread_percent / 100;

    Team team = stage.team(settings.workers);
    team.run([&](Worker& worker) {
        std::uniform_real_distribution<double> factor(1 - spread, 1 + spread);
        for (int phase = 0; phase < settings.phases; ++phase) {
            const bool is_straggler = worker.index() == phase % settings.workers; // the workers take turns
            const double ms =
                settings.work_ms * factor(worker.random()) * (is_straggler ? settings.straggler : 1);
            PhaseTimes& own = times[phase * settings.workers + worker.index()];
            const auto begin = SteadyClock::now();
            {
                // The work needs a device, not a processor, so any number of workers can work at once.
                const Work work(working);
                sleep_for(std::chrono::nanoseconds(static_cast<std::int64_t>(1e6 * ms)));
            }
            own.worked_ms = ms_since(begin);
            phase_end.arrive_and_wait();
            own.waited_ms = ms_since(begin) - own.worked_ms;
        }
    });
    return {{times, times + count}, team.wall_ms()};
}

/// Where less of the workers' time is idle, their wake-ups at the barrier weigh as much.
constexpr double least_idle_share = 0.05;

Outcome check(const Settings& settings, const Measured& measured) {
    double slowest_ms = 0;
    double idle_ms = 0;
    double waited_ms = 0;
    for (auto first = measured.times.begin(); first != measured.times.end(); first += settings.workers) {
        const auto last = first + settings.workers;
        const double slowest = std::max_element(first, last, [](const PhaseTimes& a, const PhaseTimes& b) {
                                   return a.worked_ms < b.worked_ms;
                               })->worked_ms;
        slowest_ms += slowest;
        for (auto worker = first; worker != last; ++worker) {
            idle_ms += slowest - worker->worked_ms;
            waited_ms += worker->waited_ms;
        }
    }

    Outcome outcome;
    outcome.value("work_ms", measured.wall_ms);
    outcome.value("slowest_ms", slowest_ms);
    outcome.value("waited_ms", waited_ms);
    outcome.value("wasted_share", waited_ms / (measured.wall_ms * settings.workers));
    outcome.check("phase-is-slowest")
        .claims("Each phase takes as long as its slowest worker.")
        .expects(exactly(slowest_ms, "ms"))
        .tolerance(0.1)
        .measured(measured.wall_ms);
    outcome.check("wasted-is-difference")
        .claims(
            "What is wasted at the barrier is the sum of the times by which each was faster than the slowest.")
        .expects(exactly(idle_ms, "ms"))
        .tolerance(0.15)
        .measured(waited_ms)
        .decidable_if(settings.workers > 1, "one worker alone waits for nobody")
        .decidable_if(idle_ms > least_idle_share * slowest_ms * settings.workers,
                      "all were nearly equally fast, so the time to wake up decides");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "barrier",
    .title = "A barrier and its stragglers",
    .group = Group::coordination,
    .order = 20,
    .about =
        "Workers finish each phase together. In every phase one of them is slow, and all others wait for it.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {worker_count("workers", &Settings::workers, 4, 1, 16, "", "workers that meet"),
                   integer("phases", &Settings::phases, 6, 1, 100, "", "how often they meet"),
                   real("work", &Settings::work_ms, 20, 1, 1000, "ms", "work of a worker in a phase, about"),
                   real("spread", &Settings::spread_percent, 20, 0, 90, "%",
                        "by how much it differs at most"),
                   real("straggler", &Settings::straggler, 2.5, 1, 10, "×",
                        "how much longer the slow one of a phase takes")},
    .most_lanes = 17,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::barrier
