// SPDX-License-Identifier: GPL-3.0-or-later
// Workers compute outside a lock and inside it: the longer the critical section, the more they wait.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"

#include <algorithm>

namespace interleave::catalogue::lock_contention {
namespace {

struct Settings {
    int workers;
    double critical_us;
    double outside_us;
    int rounds;
};

struct Measured {
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& lock = stage.share<Mutex>("the lock");

    Team team = stage.team(settings.workers);
    team.run([&](Worker& worker) {
        for (int round = 0; round < settings.rounds; ++round) {
            worker.compute_us(settings.outside_us);
            const Guard guard(lock);
            worker.compute_us(settings.critical_us);
        }
    });
    return {team.wall_ms()};
}

constexpr int least_rounds = 20;

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    // Workers pass the lock one at a time. No worker is faster than its own work, and all together are no
    // faster than the processors.
    const int processors = backend == Backend::gil ? 1 : Stage::usable_cpus();
    const double own_work_ms = 1e-3 * (settings.critical_us + settings.outside_us) * settings.rounds;
    const double all_work_ms = own_work_ms * settings.workers;
    const double through_lock_ms = 1e-3 * settings.critical_us * settings.rounds * settings.workers;
    const double least_ms = std::max({through_lock_ms, own_work_ms, all_work_ms / processors});

    Outcome outcome;
    outcome.value("wall_ms", measured.wall_ms);
    outcome.value("least_ms", least_ms);
    outcome.check("one-holder")
        .claims("At most one worker holds the lock at a time.")
        .at_any_load()
        .expects(exactly(1, "workers"))
        .measured_in_trace("most_holders", "the lock");
    outcome.check("critical-sections-add-up")
        .claims("Critical sections follow each other, so their sum is a bound for every run.")
        .expects(at_least(through_lock_ms, "ms"))
        .tolerance(0.05) // the machine's own speed changes by so much
        .measured(measured.wall_ms);
    outcome.check("utilisation")
        .claims("The lock is in use for the part of the time that the workers' demand asks for.")
        .expects(exactly(through_lock_ms / least_ms))
        .tolerance(0.3) // hand-offs take time in which nobody holds it
        .measured_in_trace("utilisation", "the lock")
        .decidable_if(backend != Backend::gil, "whoever holds the lock may have to wait for the GIL")
        .decidable_if(through_lock_ms > 0, "nobody does anything inside the lock")
        .decidable_if(settings.rounds >= least_rounds, "with so few rounds the beginning and the end decide")
        .decidable_if(settings.workers <= processors || through_lock_ms >= least_ms,
                      "a worker that is taken off its processor may hold the lock meanwhile");
    outcome.check("waits-fit")
        .claims("Whoever waits does not work: all waits fit into the time that the work leaves.")
        .expects(at_most(settings.workers * measured.wall_ms - all_work_ms, "ms"))
        .tolerance(0.05)
        .measured_in_trace("lock_wait_ms", "the lock");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "lock-contention",
    .title = "Lock contention",
    .group = Group::races_and_locks,
    .order = 30,
    .about =
        "Workers pass through one lock again and again. How long they wait depends on how long each stays inside.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {worker_count("workers", &Settings::workers, 3, 1, 16, "",
                                "how many workers share the lock"),
                   real("critical", &Settings::critical_us, 400, 0, 10'000, "µs",
                        "computing inside the lock, each time"),
                   real("outside", &Settings::outside_us, 200, 0, 10'000, "µs",
                        "computing outside the lock, each time"),
                   integer("rounds", &Settings::rounds, 300, 1, 20'000, "",
                           "how often each worker passes through the lock")},
    .most_lanes = 17,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: the cost of waiting",
};

} // namespace
} // namespace interleave::catalogue::lock_contention
