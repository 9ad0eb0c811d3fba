// SPDX-License-Identifier: GPL-3.0-or-later
// Workers that compute outside a lock and inside it: the longer the critical section, the more they wait.
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"

#include <algorithm>

using namespace interleave;

namespace {

Outcome lock_contention(Stage& stage) {
    const int workers = stage.count("workers");
    const int rounds = stage.count("rounds");
    const double critical_us = stage.real("critical");
    const double outside_us = stage.real("outside");
    auto& lock = stage.share<Mutex>("the lock");

    Team team = stage.team(workers);
    team.run([&](Worker& me) {
        for (int round = 0; round < rounds; ++round) {
            me.compute_us(outside_us);
            const Guard guard(lock);
            me.compute_us(critical_us);
        }
    });

    // One at a time goes through the lock; no worker is faster than its own work, nor all than the
    // processors.
    const int processors = stage.backend() == Backend::gil ? 1 : Stage::usable_cpus();
    const double own_work_ms = 1e-3 * (critical_us + outside_us) * rounds;
    const double all_work_ms = own_work_ms * workers;
    const double through_lock_ms = 1e-3 * critical_us * rounds * workers;
    const double least_ms = std::max({through_lock_ms, own_work_ms, all_work_ms / processors});
    Outcome outcome;
    outcome.values["wall_ms"] = team.wall_ms();
    outcome.values["least_ms"] = least_ms;
    outcome.checks.push_back({.name = "one-holder",
                              .claim = "At most one worker holds the lock at a time.",
                              .expected = 1,
                              .unit = "workers",
                              .measure = TraceMeasure{"most_holders", "the lock"}});
    outcome.checks.push_back(
        {.name = "critical-sections-add-up",
         .claim = "Critical sections follow each other, so their sum is a bound for every run.",
         .expected = through_lock_ms,
         .measured = team.wall_ms(),
         .unit = "ms",
         .tolerance = 0.05, // the machine's own speed changes by so much
         .comparison = Comparison::at_least});
    outcome.checks.push_back(
        {.name = "utilisation",
         .claim = "The lock is in use for the part of the time that the workers' demand asks for.",
         .expected = through_lock_ms / least_ms,
         .tolerance = 0.3, // hand-offs take time in which nobody holds it
         .measure = TraceMeasure{"utilisation", "the lock"},
         .decidable = stage.backend() != Backend::gil && through_lock_ms > 0,
         .why = stage.backend() == Backend::gil ? "who holds the lock may have to wait for the GIL"
                : through_lock_ms > 0           ? ""
                                                : "nobody does anything inside the lock"});
    outcome.checks.push_back(
        {.name = "waits-fit",
         .claim = "Who waits does not work: all waits fit into the time that the work leaves.",
         .expected = workers * team.wall_ms() - all_work_ms,
         .unit = "ms",
         .tolerance = 0.05,
         .comparison = Comparison::at_most,
         .measure = TraceMeasure{"lock_wait_ms", "the lock"}});
    return outcome;
}

const Registration registration({
    .name = "lock-contention",
    .title = "Lock contention",
    .group = Group::races_and_locks,
    .order = 30,
    .about = "Workers pass through one lock again and again. How long they wait depends on how long each "
             "stays inside.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("workers", 3, 1, 16, "", "how many workers share the lock"),
                   real("critical", 400, 0, 10'000, "µs", "computing inside the lock, each time"),
                   real("outside", 200, 0, 10'000, "µs", "computing outside the lock, each time"),
                   integer("rounds", 300, 1, 100'000, "", "how often each worker passes through the lock")},
    .most_lanes = 17,
    .run = lock_contention,
});

} // namespace
