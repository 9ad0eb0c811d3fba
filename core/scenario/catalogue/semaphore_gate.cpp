// SPDX-License-Identifier: GPL-3.0-or-later
// A gate lets in a few workers at a time: it is a semaphore with as many permits as there is room behind it.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/semaphore.h"
#include "core/work/headcount.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <algorithm>
#include <chrono>

namespace interleave::catalogue::semaphore_gate {
namespace {

struct Settings {
    int workers;
    std::uint32_t permits;
    int rounds;
    std::chrono::milliseconds stay;
};

struct Measured {
    int most_inside; ///< at the same time
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& gate = stage.share<Semaphore>("gate", settings.permits);
    auto& headcount = stage.share<Headcount>(); // counts the workers inside without asking the gate
    const Label inside("inside");

    Team team = stage.team(settings.workers);
    team.run([&](Worker&) {
        for (int round = 0; round < settings.rounds; ++round) {
            const Permit permit(gate); // waits while no permit is left
            const Work work(inside);
            headcount.enter();
            sleep_for(settings.stay);
            headcount.leave();
        }
    });
    return {headcount.most(), team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const int most_expected = std::min(static_cast<int>(settings.permits), settings.workers);
    const int turns = (settings.workers * settings.rounds + most_expected - 1) / most_expected;

    Outcome outcome;
    outcome.value("permits", settings.permits);
    outcome.value("most_inside", measured.most_inside);
    outcome.value("turns", turns);
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("semaphore-limits")
        .claims("As many are inside at once as there are permits, and never more.")
        .expects(exactly(most_expected, "workers"))
        .measured(measured.most_inside);
    outcome.check("turns-take-time")
        .claims(
            "Whoever comes later waits for a turn, so all together take at least as many stays as there are turns.")
        .at_any_load()
        .expects(at_least(turns * settings.stay.count(), "ms"))
        .measured(measured.wall_ms);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "semaphore-gate",
    .title = "A semaphore as a gate",
    .group = Group::coordination,
    .order = 10,
    .about =
        "Six workers want in, and the gate has two permits: never more than two are inside, the others queue.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {worker_count("workers", &Settings::workers, 6, 1, 32, "", "workers that want in"),
                   integer("permits", &Settings::permits, 2, 1, 32, "", "how many the gate lets in at once"),
                   integer("rounds", &Settings::rounds, 3, 1, 500, "", "how often each of them goes in"),
                   integer("stay", &Settings::stay, 20, 1, 1000, "ms", "how long each stays inside")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::semaphore_gate
