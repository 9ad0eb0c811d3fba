// SPDX-License-Identifier: GPL-3.0-or-later
// Sellers look which numbered seat is the next, take the money, and then sell that seat. Between the look and
// the sale another seller may sell the same one.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"

#include <atomic>
#include <optional>
#include <random>

namespace interleave::catalogue::ticket_sale {
namespace {

struct Settings {
    int sellers;
    std::int64_t seats;
    double payment_us;
    bool lock;
};

struct Measured {
    std::int64_t tickets_sold;
    std::int64_t seats_sold_twice; ///< or more often
    double wall_ms;
};

/// Looks, and then acts on what it saw. Returns the number of the seat that was sold, 0 if none was left.
std::int64_t sell(Worker& seller, Shared<std::int64_t>& seats_left, double payment_ms) {
    const std::int64_t seat = seats_left.read();
    if (seat <= 0)
        return 0;
    // The other sellers go on meanwhile. Each payment takes another time, or they would move in step.
    seller.compute_ms(std::uniform_real_distribution(0.0, 2 * payment_ms)(seller.random()));
    seats_left.write(seat - 1);
    return seat;
}

Measured run(Stage& stage, const Settings& settings) {
    auto& seats_left = stage.share<Shared<std::int64_t>>("seats left", settings.seats);
    auto& box_office = stage.share<Mutex>("box office");
    const auto seats = static_cast<std::size_t>(settings.seats);
    auto* const tickets = stage.share_array<std::atomic<std::int64_t>>(seats, 0); // of each seat

    Team team = stage.team(numbered_names("seller", settings.sellers));
    team.run([&](Worker& seller) {
        for (;;) {
            std::optional<Guard<Mutex>> hold;
            if (settings.lock)
                hold.emplace(box_office);
            const std::int64_t seat = sell(seller, seats_left, settings.payment_us / 1000);
            if (seat == 0)
                break;
            ++tickets[seat - 1];
        }
    });
    Measured measured{0, 0, team.wall_ms()};
    for (std::size_t seat = 0; seat < seats; ++seat) {
        measured.tickets_sold += tickets[seat];
        measured.seats_sold_twice += tickets[seat] > 1 ? 1 : 0;
    }
    return measured;
}

/// In less time one seller may have sold all seats before the others came to the first.
constexpr double least_selling_us = 1'000;

Outcome check(const Settings& settings, const Measured& measured) {
    const std::int64_t oversold = measured.tickets_sold - settings.seats;

    Outcome outcome;
    outcome.value("seats", settings.seats);
    outcome.value("tickets_sold", measured.tickets_sold);
    outcome.value("oversold", oversold);
    outcome.value("seats_sold_twice", measured.seats_sold_twice);
    outcome.value("work_ms", measured.wall_ms);
    outcome.say("tickets sold", measured.tickets_sold, settings.seats);
    outcome.say("seats sold twice", measured.seats_sold_twice, 0);
    if (settings.lock) {
        outcome.check("never-oversold")
            .claims("With a lock around look and sale, as many tickets are sold as there are seats.")
            .at_any_load()
            .expects(exactly(0, "tickets"))
            .measured(oversold);
        return outcome;
    }
    outcome.check("same-seat-sold-twice")
        .claims("Without a lock two sellers sell the same seat.")
        .expects(above(0, "seats"))
        .measured(measured.seats_sold_twice)
        .decidable_if(Stage::usable_cpus() > 1,
                      "it takes 2 usable processors for sellers to meet at every sale")
        .decidable_if(measured.seats_sold_twice > 0 ||
                          static_cast<double>(settings.seats) * settings.payment_us >= least_selling_us,
                      "with so few seats and so short a payment it is luck whether two sellers meet");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "ticket-sale",
    .title = "The ticket sale: check, then act",
    .group = Group::races_and_locks,
    .order = 30,
    .about =
        "Sellers look up which seat is next and then sell it. Without a lock around both steps they sell the same seat twice.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("sellers", &Settings::sellers, 2, 2, 16, "", "workers that sell").controlled(2, 6),
                   integer("seats", &Settings::seats, 200, 1, 10'000, "", "seats to sell").controlled(1, 5),
                   real("payment", &Settings::payment_us, 50, 0, 10'000, "µs",
                        "time between the look and the sale, on average")
                       .controlled(0.0),
                   flag("lock", &Settings::lock, false, "hold a lock from the look to the sale")},
    .run = run,
    .check = check,
    .why_not_controlled = can_be_controlled,
};

} // namespace
} // namespace interleave::catalogue::ticket_sale
