// SPDX-License-Identifier: GPL-3.0-or-later
// Philosophers sit around a table with one fork between each two neighbours, and each needs both forks beside
// the plate to eat. If all pick up the left fork first, all wait for the right one.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/sync/semaphore.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <vector>

namespace interleave::catalogue::dining_philosophers {
namespace {

enum class Cure { none, order, waiter };

struct Settings {
    int philosophers;
    Cure cure;
    int meals;
    std::chrono::milliseconds reach;
    std::chrono::milliseconds eat;
};

/// Records what one philosopher does and has eaten.
struct Seat {
    std::atomic<bool> eats{false};
    std::int64_t meals = 0;
    std::int64_t meals_beside_eating_neighbour = 0;
};

struct Measured {
    std::vector<std::int64_t> meals; ///< of each philosopher
    std::int64_t meals_beside_eating_neighbour;
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    const int count = settings.philosophers;
    std::vector<Mutex*> forks;
    for (int i = 1; i <= count; ++i)
        forks.push_back(&stage.share<Mutex>("fork " + std::to_string(i)));
    // There is one chair fewer than philosophers, so that somebody can always eat.
    Semaphore* const chairs = settings.cure == Cure::waiter
                                  ? &stage.share<Semaphore>("chairs", static_cast<std::uint32_t>(count - 1))
                                  : nullptr;
    Seat* const seats = stage.share_array<Seat>(static_cast<std::size_t>(count));
    const Label eating("eating");

    const auto dine = [&](Mutex& first, Mutex& second, int place) {
        const Guard first_fork(first);
        if (settings.reach.count() > 0)
            sleep_for(settings.reach); // gives everybody time to pick up the first fork
        const Guard second_fork(second);
        const Work work(eating);
        Seat& seat = seats[place];
        seat.eats = true;
        if (seats[(place + 1) % count].eats || seats[(place + count - 1) % count].eats)
            ++seat.meals_beside_eating_neighbour;
        if (settings.eat.count() > 0)
            sleep_for(settings.eat);
        seat.eats = false;
        ++seat.meals;
    };

    Team team = stage.team(numbered_names("philosopher", count));
    team.run([&](Worker& worker) {
        const int place = worker.index();
        Mutex& left = *forks[static_cast<std::size_t>(place)];
        Mutex& right = *forks[static_cast<std::size_t>((place + 1) % count)];
        // The right fork of the last philosopher is fork 1. Taken first, it breaks the ring.
        const bool right_first = settings.cure == Cure::order && place == count - 1;
        for (int meal = 0; meal < settings.meals; ++meal) {
            std::optional<Permit> chair;
            if (chairs != nullptr)
                chair.emplace(*chairs);
            right_first ? dine(right, left, place) : dine(left, right, place);
        }
    });

    Measured measured{{}, 0, team.wall_ms()};
    for (int i = 0; i < count; ++i) {
        measured.meals.push_back(seats[i].meals);
        measured.meals_beside_eating_neighbour += seats[i].meals_beside_eating_neighbour;
    }
    return measured;
}

/// Is called for every run, whether a deadlock ended it or not.
Outcome check_deadlock(const Settings& settings, int lanes_in_ring) {
    Outcome outcome;
    if (settings.cure == Cure::none)
        outcome.check("deadlock")
            .claims("All pick up the left fork, and each waits for the right one: a ring.")
            .expects(exactly(settings.philosophers, "philosophers in a ring"))
            .measured(lanes_in_ring)
            .decidable_if(settings.reach.count() > 0 || lanes_in_ring > 0,
                          "without time between the forks it is luck whether all hold one");
    else
        outcome.check("no-deadlock")
            .claims("With the cure the philosophers never wait for each other in a ring.")
            .at_any_load()
            .expects(exactly(0, "philosophers in a ring"))
            .measured(lanes_in_ring);
    return outcome;
}

Outcome check(const Settings& settings, const Measured& measured) {
    std::int64_t eaten = 0;
    for (const std::int64_t meals : measured.meals)
        eaten += meals;

    Outcome outcome = check_deadlock(settings, 0);
    outcome.value("meals", measured.meals);
    outcome.value("work_ms", measured.wall_ms);
    outcome.say("meals", eaten, settings.philosophers * settings.meals);
    outcome.say("beside an eating neighbour", measured.meals_beside_eating_neighbour, 0);
    if (settings.cure == Cure::none)
        return outcome;
    outcome.check("cured-runs-finish")
        .claims("With the cure everybody eats all meals.")
        .at_any_load()
        .expects(exactly(settings.philosophers * settings.meals, "meals"))
        .measured(eaten);
    outcome.check("neighbours-take-turns")
        .claims("Nobody eats while a neighbour does: they share a fork.")
        .at_any_load()
        .expects(exactly(0, "meals"))
        .measured(measured.meals_beside_eating_neighbour);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "dining-philosophers",
    .title = "The dining philosophers",
    .group = Group::races_and_locks,
    .order = 60,
    .about =
        "Five philosophers, five forks, two forks to eat: all hold one and wait for the other. Two cures: an order of the forks, or one chair too few.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters =
        {integer("philosophers", &Settings::philosophers, 5, 2, 16, "", "how many sit around the table")
             .controlled(3, 8),
         choice("cure", &Settings::cure, Cure::none,
                {{"none", Cure::none}, {"order", Cure::order}, {"waiter", Cure::waiter}},
                "order: one takes the right fork first; waiter: one chair too few"),
         integer("meals", &Settings::meals, 10, 1, 1000, "", "meals of each philosopher").controlled(1, 3),
         integer("reach", &Settings::reach, 5, 0, 1000, "ms", "time between the first fork and the second")
             .controlled(0),
         integer("eat", &Settings::eat, 3, 0, 1000, "ms", "time to eat").controlled(0)},
    .most_lanes = 17,
    .run = run,
    .check = check,
    .check_deadlock = check_deadlock,
    .why_not_controlled = can_be_controlled,
};

} // namespace
} // namespace interleave::catalogue::dining_philosophers
