// SPDX-License-Identifier: GPL-3.0-or-later
// Sellers check whether a seat is left, take the money, and then sell the seat. Between the check and the
// sale the seat may be gone.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"

#include <numeric>
#include <optional>

namespace interleave {
namespace {

struct Settings {
    int sellers;
    std::int64_t seats;
    double payment_us;
    bool lock;
};

struct Measured {
    std::int64_t tickets_sold;
    double wall_ms;
};

/// Checks, and then acts. Returns true if a ticket was sold.
bool sell(Worker& seller, Shared<std::int64_t>& seats_left, double payment_ms) {
    if (seats_left.read() <= 0)
        return false;
    seller.compute_ms(payment_ms); // the other sellers go on meanwhile
    seats_left.write(seats_left.read() - 1);
    return true;
}

Measured run(Stage& stage, const Settings& settings) {
    auto& seats_left = stage.share<Shared<std::int64_t>>("seats left", settings.seats);
    auto& box_office = stage.share<Mutex>("box office");
    auto* const sold = stage.share_array<std::int64_t>(static_cast<std::size_t>(settings.sellers));

    Team team = stage.team(numbered_names("seller", settings.sellers));
    team.run([&](Worker& seller) {
        for (;;) {
            std::optional<Guard<Mutex>> hold;
            if (settings.lock)
                hold.emplace(box_office);
            if (!sell(seller, seats_left, settings.payment_us / 1000))
                break;
            ++sold[seller.index()];
        }
    });
    return {std::accumulate(sold, sold + settings.sellers, std::int64_t{0}), team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const std::int64_t oversold = measured.tickets_sold - settings.seats;

    Outcome outcome;
    outcome.value("seats", settings.seats);
    outcome.value("tickets_sold", measured.tickets_sold);
    outcome.value("oversold", oversold);
    outcome.value("work_ms", measured.wall_ms);
    if (settings.lock)
        outcome.check("never-oversold")
            .claims("With a lock around look and sale, as many tickets are sold as there are seats.")
            .at_any_load()
            .expects(exactly(0, "tickets"))
            .measured(oversold);
    else
        outcome.check("oversold")
            .claims("Without a lock more tickets are sold than there are seats.")
            .expects(above(0, "tickets"))
            .measured(oversold)
            .decidable_if(Stage::usable_cpus() > 1,
                          "it takes 2 usable processors for sellers to meet at every sale");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "ticket-sale",
    .title = "The ticket sale: check, then act",
    .group = Group::races_and_locks,
    .order = 30,
    .about =
        "Sellers check that a seat is left and then sell it. Without a lock around both steps they sell more tickets than there are seats.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("sellers", &Settings::sellers, 2, 2, 16, "", "workers that sell"),
                   integer("seats", &Settings::seats, 200, 1, 10'000, "", "seats to sell"),
                   real("payment", &Settings::payment_us, 50, 0, 10'000, "µs",
                        "time between the look and the sale"),
                   flag("lock", &Settings::lock, false, "hold a lock from the look to the sale")},
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave
