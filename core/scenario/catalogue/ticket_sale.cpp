// SPDX-License-Identifier: GPL-3.0-or-later
// Sellers look whether a seat is left, take the money, and then sell it. Between the look and the sale the
// seat may be gone.
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"
#include "core/work/work.h"

#include <numeric>
#include <optional>

namespace interleave {
namespace {

/// Check, then act. True if a ticket was sold.
bool sell(Worker& seller, Shared<std::int64_t>& seats_left, double payment_ms) {
    if (seats_left.read() <= 0)
        return false;
    seller.compute_ms(payment_ms); // the others do not stand still meanwhile
    seats_left.write(seats_left.read() - 1);
    return true;
}

Outcome run(Stage& stage) {
    const int sellers = stage.count("sellers");
    const std::int64_t seats = stage.integer("seats");
    const double payment_ms = stage.real("payment") / 1000;
    const bool locked = stage.flag("lock");

    auto& seats_left = stage.share<Shared<std::int64_t>>("seats left", seats);
    auto& box_office = stage.share<Mutex>("box office");
    auto* const sold = stage.share_array<std::int64_t>(static_cast<std::size_t>(sellers));

    Team team = stage.team(numbered_names("seller", sellers));
    team.run([&](Worker& seller) {
        for (;;) {
            std::optional<Guard<Mutex>> hold;
            if (locked)
                hold.emplace(box_office);
            if (!sell(seller, seats_left, payment_ms))
                break;
            ++sold[seller.index()];
        }
    });

    const std::int64_t tickets = std::accumulate(sold, sold + sellers, std::int64_t{0});
    Outcome outcome;
    outcome.values = {{"seats", seats},
                      {"tickets_sold", tickets},
                      {"oversold", tickets - seats},
                      {"work_ms", team.wall_ms()}};
    const bool parallel = Stage::usable_cpus() > 1;
    if (locked)
        outcome.checks.push_back(
            {.name = "never-oversold",
             .claim = "With a lock around look and sale, as many tickets are sold as there are seats.",
             .expected = 0,
             .measured = static_cast<double>(tickets - seats),
             .unit = "tickets"});
    else
        outcome.checks.push_back(
            {.name = "oversold",
             .claim = "Without a lock more tickets are sold than there are seats.",
             .expected = 0,
             .measured = static_cast<double>(tickets - seats),
             .unit = "tickets",
             .comparison = Comparison::above,
             .decidable = parallel,
             .why = parallel ? "" : "it takes 2 usable processors for sellers to meet at every sale"});
    return outcome;
}

const Registration registration{{
    .name = "ticket-sale",
    .title = "The ticket sale: check, then act",
    .group = Group::races_and_locks,
    .order = 30,
    .about = "Sellers check that a seat is left and then sell it. Without a lock around both steps they sell "
             "more tickets "
             "than there are seats.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("sellers", 2, 2, 16, "", "workers that sell"),
                   integer("seats", 200, 1, 10'000, "", "seats to sell"),
                   real("payment", 50, 0, 10'000, "µs", "time between the look and the sale"),
                   flag("lock", false, "hold a lock from the look to the sale")},
    .run = run,
}};

} // namespace
} // namespace interleave
