// SPDX-License-Identifier: GPL-3.0-or-later
// A barber has one chair to cut in, and a few for customers who wait. A customer who finds all of those taken
// goes away.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/semaphore.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <random>

namespace interleave::catalogue::sleeping_barber {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

struct Settings {
    int customers;
    int chairs; ///< to wait in
    double every_ms;
    double cut_ms;
};

/// Each value is written by one worker, and read after both have ended.
struct Measured {
    std::int64_t turned_away = 0; ///< by the street
    double arrivals_ms = 0;
    std::int64_t cut = 0; ///< by the barber
    double cutting_ms = 0;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& free_chairs = stage.share<Semaphore>("free chairs", static_cast<std::uint32_t>(settings.chairs));
    auto& waiting = stage.share<Semaphore>("waiting customers", 0U);
    auto& measured = stage.share<Measured>();
    auto& closed = stage.share<std::atomic<bool>>(false);
    const Label cutting("cutting");
    const Label turned_away("turned away");

    const auto street = [&](Worker& worker) {
        std::exponential_distribution<double> between_arrivals(1 / settings.every_ms);
        const auto begin = SteadyClock::now();
        Milliseconds next_arrival(0);
        for (int i = 0; i < settings.customers; ++i) {
            next_arrival += Milliseconds(between_arrivals(worker.random()));
            sleep_for(std::chrono::duration_cast<std::chrono::nanoseconds>(begin + next_arrival -
                                                                           SteadyClock::now()));
            if (free_chairs.try_acquire()) {
                waiting.release(); // wakes the barber if he sleeps
            } else {
                mark(turned_away);
                ++measured.turned_away;
            }
        }
        measured.arrivals_ms = Milliseconds(SteadyClock::now() - begin).count();
        closed = true;
        waiting.release(); // no customer came: this ends the sleep of the barber
    };
    const auto barber = [&](Worker& worker) {
        std::exponential_distribution<double> time_to_cut(1 / settings.cut_ms);
        for (;;) {
            waiting.acquire(); // sleeps while nobody waits
            if (closed && measured.cut + measured.turned_away == settings.customers)
                return;
            free_chairs.release(); // the customer leaves the waiting room
            const Work work(cutting);
            const auto begin = SteadyClock::now();
            worker.compute_ms(time_to_cut(worker.random()));
            measured.cutting_ms += Milliseconds(SteadyClock::now() - begin).count();
            ++measured.cut;
        }
    };
    Team team = stage.team({"street", "barber"});
    team.run([&](Worker& worker) { worker.index() == 0 ? street(worker) : barber(worker); });
    return measured;
}

/// Returns the share of customers that are turned away if there is room for `capacity`, the one being served
/// included, and both the times between arrivals and the service times are exponential (M/M/1/K). `load` is
/// the mean service time divided by the mean time between arrivals.
double share_turned_away(double load, int capacity) {
    double sum = 0;
    for (int customers = 0; customers <= capacity; ++customers)
        sum += std::pow(load, customers);
    return std::pow(load, capacity) / sum;
}

/// They come in bursts, so that their number scatters by more than its root: by about a tenth here.
constexpr double least_turned_away = 200;

Outcome check(const Settings& settings, const Measured& measured) {
    const double mean_between_ms = measured.arrivals_ms / settings.customers;
    const double mean_cut_ms =
        measured.cutting_ms / static_cast<double>(std::max<std::int64_t>(1, measured.cut));
    const double load = mean_cut_ms / mean_between_ms;
    const double turned_away_share = static_cast<double>(measured.turned_away) / settings.customers;
    const double share_by_theory = share_turned_away(load, settings.chairs + 1);

    Outcome outcome;
    outcome.value("customers", settings.customers);
    outcome.value("cut", measured.cut);
    outcome.value("turned_away", measured.turned_away);
    outcome.value("turned_away_share", turned_away_share);
    outcome.value("load", load);
    outcome.check("nobody-lost")
        .claims("Every customer is either served or turned away.")
        .at_any_load()
        .expects(exactly(settings.customers, "customers"))
        .measured(measured.cut + measured.turned_away);
    outcome.check("queueing-theory")
        .claims("The share turned away is what queueing theory (M/M/1/K) says for this load and room.")
        .expects(exactly(share_by_theory, "of all customers"))
        .tolerance(0.3)
        .measured(turned_away_share)
        .decidable_if(settings.customers >= 1000, "it takes 1000 customers for chance to even out")
        .decidable_if(share_by_theory * settings.customers >= least_turned_away,
                      "so few are turned away that chance decides how many");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "sleeping-barber",
    .title = "The sleeping barber",
    .group = Group::coordination,
    .order = 50,
    .about =
        "Customers come at random into a waiting room with few chairs; whoever finds none goes away. The barber sleeps while nobody waits.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("customers", &Settings::customers, 1500, 1, 20'000, "", "how many come"),
                   integer("chairs", &Settings::chairs, 3, 1, 50, "", "chairs to wait in"),
                   real("every", &Settings::every_ms, 1, 0.2, 20, "ms",
                        "time between two customers, on average"),
                   real("cut", &Settings::cut_ms, 0.9, 0.05, 100, "ms", "time to cut, on average")},
    .most_lanes = 3,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::sleeping_barber
