// SPDX-License-Identifier: GPL-3.0-or-later
// A barber with one chair to cut and a few to wait in. Who finds all of them taken goes away again.
#include "core/event/clock.h"
#include "core/scenario/stage.h"
#include "core/sync/semaphore.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <chrono>
#include <cmath>
#include <random>

namespace interleave {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Each written by one worker, read after both have ended.
struct Day {
    std::int64_t turned_away = 0; ///< by the street
    double arrivals_ms = 0;
    std::int64_t cut = 0; ///< by the barber
    double cutting_ms = 0;
};

/// Share of customers lost to a room for `capacity`, one of them being served, when both the times between
/// arrivals and those of service are exponential and `load` is the quotient of their means (M/M/1/K).
double share_turned_away(double load, int capacity) {
    double sum = 0;
    for (int customers = 0; customers <= capacity; ++customers)
        sum += std::pow(load, customers);
    return std::pow(load, capacity) / sum;
}

Outcome run(Stage& stage) {
    const int customers = stage.count("customers");
    const int chairs = stage.count("chairs");
    auto& free_chairs = stage.share<Semaphore>("free chairs", static_cast<std::uint32_t>(chairs));
    auto& waiting = stage.share<Semaphore>("waiting customers", 0U);
    auto& day = stage.share<Day>();
    auto& closed = stage.share<std::atomic<bool>>(false);
    const Label cutting("cutting");
    const Label turned_away("turned away");

    const auto street = [&](Worker& me) {
        std::exponential_distribution<double> between_arrivals(1 / stage.real("every"));
        const auto begin = Clock::now();
        Milliseconds next(0);
        for (int i = 0; i < customers; ++i) {
            next += Milliseconds(between_arrivals(me.random()));
            sleep_for(std::chrono::duration_cast<std::chrono::nanoseconds>(begin + next - Clock::now()));
            if (free_chairs.try_acquire()) {
                waiting.release(); // wakes the barber if he sleeps
            } else {
                mark(turned_away);
                ++day.turned_away;
            }
        }
        day.arrivals_ms = Milliseconds(Clock::now() - begin).count();
        closed = true;
        waiting.release(); // nobody, but the barber must not sleep for ever
    };
    const auto barber = [&](Worker& me) {
        std::exponential_distribution<double> time_to_cut(1 / stage.real("cut"));
        for (;;) {
            waiting.acquire(); // sleeps while nobody waits
            if (closed && day.cut + day.turned_away == customers)
                return;
            free_chairs.release(); // the customer comes over
            const Work work(cutting);
            const auto begin = Clock::now();
            me.compute_ms(time_to_cut(me.random()));
            day.cutting_ms += Milliseconds(Clock::now() - begin).count();
            ++day.cut;
        }
    };
    Team team = stage.team({"street", "barber"});
    team.run([&](Worker& me) { me.index() == 0 ? street(me) : barber(me); });

    const double mean_between_ms = day.arrivals_ms / customers;
    const double mean_cut_ms = day.cutting_ms / static_cast<double>(std::max<std::int64_t>(1, day.cut));
    const double load = mean_cut_ms / mean_between_ms;
    const double turned_away_share = static_cast<double>(day.turned_away) / customers;
    Outcome outcome;
    outcome.values = {{"customers", customers},
                      {"cut", day.cut},
                      {"turned_away", day.turned_away},
                      {"turned_away_share", turned_away_share},
                      {"load", load}};
    outcome.checks.push_back({.name = "nobody-lost",
                              .claim = "Every customer is either cut or turned away.",
                              .expected = static_cast<double>(customers),
                              .measured = static_cast<double>(day.cut + day.turned_away),
                              .unit = "customers"});
    const bool enough = customers >= 1000;
    outcome.checks.push_back(
        {.name = "queueing-theory",
         .claim = "The share turned away is what queueing theory (M/M/1/K) says for this load and room.",
         .expected = share_turned_away(load, chairs + 1),
         .measured = turned_away_share,
         .unit = "of all customers",
         .tolerance = 0.3,
         .decidable = enough,
         .why = enough ? "" : "it takes 1000 customers for chance to even out"});
    return outcome;
}

const Registration registration{{
    .name = "sleeping-barber",
    .title = "The sleeping barber",
    .group = Group::coordination,
    .order = 50,
    .about = "Customers come at random into a waiting room with few chairs; who finds none goes away. The "
             "barber sleeps while nobody waits.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("customers", 1500, 1, 20'000, "", "how many come"),
                   integer("chairs", 3, 1, 50, "", "chairs to wait in"),
                   real("every", 1, 0.2, 100, "ms", "time between two customers, on average"),
                   real("cut", 0.9, 0.05, 100, "ms", "time to cut, on average")},
    .most_lanes = 3,
    .run = run,
}};

} // namespace
} // namespace interleave
