// SPDX-License-Identifier: GPL-3.0-or-later
// Philosophers sit around a table with one fork between each two of them, and each needs both forks beside
// the plate. If all pick up the left one first, all wait for the right one.
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/sync/semaphore.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <vector>

namespace interleave {
namespace {

/// One at the table.
struct Seat {
    std::atomic<bool> eats{false};
    std::int64_t meals = 0;
    std::int64_t meals_beside_eating_neighbour = 0;
};

/// Of every run, whether a deadlock ended it or not.
Check deadlock_check(bool cured, int philosophers, int lanes_in_ring) {
    if (cured)
        return {.name = "no-deadlock",
                .claim = "With the cure the philosophers never wait for each other in a ring.",
                .expected = 0,
                .measured = lanes_in_ring,
                .unit = "philosophers in a ring"};
    return {.name = "deadlock",
            .claim = "All pick up the left fork, and each waits for the right one: a ring.",
            .expected = static_cast<double>(philosophers),
            .measured = lanes_in_ring,
            .unit = "philosophers in a ring",
            .why = lanes_in_ring > 0
                       ? ""
                       : "this time they never all held one; more meals or a longer reach help"};
}

Outcome run(Stage& stage) {
    const int count = stage.count("philosophers");
    const int meals = stage.count("meals");
    const std::string& cure = stage.text("cure");
    const std::chrono::milliseconds reach(stage.integer("reach"));
    const std::chrono::milliseconds eat(stage.integer("eat"));

    std::vector<Mutex*> forks;
    for (int i = 1; i <= count; ++i)
        forks.push_back(&stage.share<Mutex>("fork " + std::to_string(i)));
    // One too few, so that somebody can always eat.
    Semaphore* const chairs =
        cure == "waiter" ? &stage.share<Semaphore>("chairs", static_cast<std::uint32_t>(count - 1)) : nullptr;
    Seat* const seats = stage.share_array<Seat>(static_cast<std::size_t>(count));
    const Label eating("eating");

    const auto dine = [&](Mutex& first, Mutex& second, int me) {
        const Guard one(first);
        sleep_for(reach); // long enough for everybody to have one fork in hand
        const Guard other(second);
        const Work work(eating);
        Seat& seat = seats[me];
        seat.eats = true;
        if (seats[(me + 1) % count].eats || seats[(me + count - 1) % count].eats)
            ++seat.meals_beside_eating_neighbour;
        sleep_for(eat);
        seat.eats = false;
        ++seat.meals;
    };

    Team team = stage.team(numbered_names("philosopher", count));
    team.run([&](Worker& worker) {
        const int me = worker.index();
        Mutex& left = *forks[static_cast<std::size_t>(me)];
        Mutex& right = *forks[static_cast<std::size_t>((me + 1) % count)];
        // The last one's right fork is the first one of all: taken first, it breaks the ring.
        const bool right_first = cure == "order" && me == count - 1;
        for (int meal = 0; meal < meals; ++meal) {
            std::optional<Permit> chair;
            if (chairs != nullptr)
                chair.emplace(*chairs);
            right_first ? dine(right, left, me) : dine(left, right, me);
        }
    });

    std::int64_t eaten = 0;
    std::int64_t beside = 0;
    Json by_philosopher = Json::array();
    for (int i = 0; i < count; ++i) {
        eaten += seats[i].meals;
        beside += seats[i].meals_beside_eating_neighbour;
        by_philosopher.push_back(seats[i].meals);
    }
    Outcome outcome;
    outcome.values = {{"meals", by_philosopher}, {"work_ms", team.wall_ms()}};
    outcome.checks.push_back(deadlock_check(cure != "none", count, 0));
    if (cure != "none") {
        outcome.checks.push_back({.name = "cured-runs-finish",
                                  .claim = "With the cure everybody eats all meals.",
                                  .expected = static_cast<double>(count * meals),
                                  .measured = static_cast<double>(eaten),
                                  .unit = "meals"});
        outcome.checks.push_back({.name = "neighbours-take-turns",
                                  .claim = "Nobody eats while a neighbour does: they share a fork.",
                                  .expected = 0,
                                  .measured = static_cast<double>(beside),
                                  .unit = "meals"});
    }
    return outcome;
}

const Registration registration{{
    .name = "dining-philosophers",
    .title = "The dining philosophers",
    .group = Group::races_and_locks,
    .order = 60,
    .about = "Five philosophers, five forks, two forks to eat: all hold one and wait for the other. Two "
             "cures: an order of the forks, or one chair too few.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("philosophers", 5, 2, 16, "", "how many sit around the table"),
                   choice("cure", "none", {"none", "order", "waiter"},
                          "order: one takes the right fork first; waiter: one chair too few"),
                   integer("meals", 10, 1, 1000, "", "meals of each philosopher"),
                   integer("reach", 5, 0, 1000, "ms", "time between the first fork and the second"),
                   integer("eat", 3, 0, 1000, "ms", "time to eat")},
    .most_lanes = 17,
    .run = run,
    .check_deadlock =
        [](const ParameterSet& parameters, int lanes_in_ring) {
            const auto philosophers = static_cast<int>(parameters.integer("philosophers"));
            const bool cured = parameters.text("cure") != "none";
            return Outcome{.checks = {deadlock_check(cured, philosophers, lanes_in_ring)}};
        },
}};

} // namespace
} // namespace interleave
