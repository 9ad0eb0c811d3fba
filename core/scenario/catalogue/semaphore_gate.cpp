// SPDX-License-Identifier: GPL-3.0-or-later
// A gate that lets a few in at a time: a semaphore with as many permits as there is room behind it.
#include "core/scenario/stage.h"
#include "core/sync/semaphore.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace interleave {
namespace {

/// Counts who is behind the gate, without asking the gate.
class Counter {
public:
    void enter() {
        const int now = inside_.fetch_add(1) + 1;
        for (int most = most_.load(); most < now && !most_.compare_exchange_weak(most, now);) {
        }
    }
    void leave() { inside_.fetch_sub(1); }
    int most() const { return most_.load(); }

private:
    std::atomic<int> inside_{0};
    std::atomic<int> most_{0};
};

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int permits = stage.count("permits");
    const int rounds = stage.count("rounds");
    const std::chrono::milliseconds stay(stage.integer("stay"));
    auto& gate = stage.share<Semaphore>("gate", static_cast<std::uint32_t>(permits));
    auto& counter = stage.share<Counter>();
    const Label inside("inside");

    Team team = stage.team(workers);
    team.run([&](Worker&) {
        for (int round = 0; round < rounds; ++round) {
            const Permit permit(gate); // waits while no permit is left
            const Work work(inside);
            counter.enter();
            sleep_for(stay);
            counter.leave();
        }
    });

    const int most_expected = std::min(permits, workers);
    const int turns = (workers * rounds + most_expected - 1) / most_expected;
    Outcome outcome;
    outcome.values = {
        {"permits", permits}, {"most_inside", counter.most()}, {"turns", turns}, {"work_ms", team.wall_ms()}};
    outcome.checks.push_back({.name = "semaphore-limits",
                              .claim = "As many are inside at once as there are permits, and never more.",
                              .expected = static_cast<double>(most_expected),
                              .measured = counter.most(),
                              .unit = "workers"});
    outcome.checks.push_back({.name = "turns-take-time",
                              .claim = "Who comes later waits for a turn, so all together take at least as "
                                       "many stays as there are turns.",
                              .expected = static_cast<double>(turns * stay.count()),
                              .measured = team.wall_ms(),
                              .unit = "ms",
                              .comparison = Comparison::at_least});
    return outcome;
}

const Registration registration{{
    .name = "semaphore-gate",
    .title = "A semaphore as a gate",
    .group = Group::coordination,
    .order = 10,
    .about = "Six workers want in, and the gate has two permits: never more than two are inside, the others "
             "queue.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("workers", 6, 1, 32, "", "workers that want in"),
                   integer("permits", 2, 1, 32, "", "how many the gate lets in at once"),
                   integer("rounds", 3, 1, 1000, "", "how often each of them goes in"),
                   integer("stay", 20, 1, 1000, "ms", "how long each stays inside")},
    .most_lanes = 33,
    .run = run,
}};

} // namespace
} // namespace interleave
