// SPDX-License-Identifier: GPL-3.0-or-later
// Money moves between two accounts, each with a lock of its own. A worker that moves money needs both locks,
// and the two workers take them in opposite order: each soon holds what the other one wants.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/work/sleep.h"

#include <chrono>
#include <functional>
#include <random>

namespace interleave::catalogue::two_locks {
namespace {

enum class Cure { none, order, try_lock, one_lock };

struct Settings {
    Cure cure;
    int transfers;
    double pause_ms;
};

struct Account {
    explicit Account(std::string_view name) : lock(name) {}
    Mutex lock;
    std::int64_t money = 1000;
};

struct Transfer {
    Account& from;
    Account& to;
    std::chrono::microseconds pause; ///< between the first lock and the second
};

/// Gives the other worker time for its first lock.
void pause_between(const Transfer& transfer) {
    if (transfer.pause.count() > 0)
        sleep_for(transfer.pause);
}

void move_money(const Transfer& transfer) {
    --transfer.from.money;
    ++transfer.to.money;
}

void from_then_to(const Transfer& transfer) {
    const Guard first(transfer.from.lock);
    pause_between(transfer);
    const Guard second(transfer.to.lock); // held by the other worker, which waits for `first`
    move_money(transfer);
}

/// All workers take the locks in one order, so none holds the later one while it waits for the earlier one.
/// The language orders the addresses of different objects by std::less, not by `<`.
void in_order(const Transfer& transfer) {
    const bool from_is_first = std::less<>()(&transfer.from, &transfer.to);
    const Guard first(from_is_first ? transfer.from.lock : transfer.to.lock);
    pause_between(transfer);
    const Guard second(from_is_first ? transfer.to.lock : transfer.from.lock);
    move_money(transfer);
}

/// No worker waits while it holds a lock: if it cannot have the second lock, it releases the first and tries
/// again.
void with_try_lock(const Transfer& transfer, Worker& worker) {
    for (;;) {
        {
            const Guard first(transfer.from.lock);
            pause_between(transfer);
            if (transfer.to.lock.try_lock()) {
                move_money(transfer);
                transfer.to.lock.unlock();
                return;
            }
        }
        // The pause is random, or the two workers would meet again.
        sleep_for(std::chrono::microseconds(std::uniform_int_distribution(0, 2000)(worker.random())));
    }
}

void under_one_lock(const Transfer& transfer, Mutex& bank_lock) {
    const Guard bank(bank_lock);
    pause_between(transfer);
    move_money(transfer);
}

struct Measured {
    std::int64_t transfers;
    std::int64_t money;
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    const std::chrono::microseconds pause(static_cast<std::int64_t>(1000 * settings.pause_ms));
    auto& a = stage.share<Account>("account A");
    auto& b = stage.share<Account>("account B");
    Mutex* const bank_lock = settings.cure == Cure::one_lock ? &stage.share<Mutex>("bank lock") : nullptr;
    auto* const transfers_done = stage.share_array<std::int64_t>(2);

    Team team = stage.team({"A to B", "B to A"});
    team.run([&](Worker& worker) {
        const Transfer transfer = worker.index() == 0 ? Transfer{a, b, pause} : Transfer{b, a, pause};
        for (int i = 0; i < settings.transfers; ++i) {
            switch (settings.cure) {
            case Cure::none:
                from_then_to(transfer);
                break;
            case Cure::order:
                in_order(transfer);
                break;
            case Cure::try_lock:
                with_try_lock(transfer, worker);
                break;
            case Cure::one_lock:
                under_one_lock(transfer, *bank_lock);
                break;
            }
            ++transfers_done[worker.index()];
        }
    });
    return {transfers_done[0] + transfers_done[1], a.money + b.money, team.wall_ms()};
}

/// Is called for every run, whether a deadlock ended it or not.
Outcome check_deadlock(const Settings& settings, int lanes_in_ring) {
    Outcome outcome;
    if (settings.cure == Cure::none)
        outcome.check("deadlock")
            .claims("Two workers that take two locks in opposite order end up waiting for each other.")
            .expects(exactly(2, "workers in a ring"))
            .measured(lanes_in_ring)
            .decidable_if(settings.pause_ms > 0 || lanes_in_ring > 0,
                          "without a pause between the locks it is luck whether the two meet");
    else
        outcome.check("no-deadlock")
            .claims("With the cure the workers never wait for each other in a ring.")
            .at_any_load()
            .expects(exactly(0, "workers in a ring"))
            .measured(lanes_in_ring);
    return outcome;
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome = check_deadlock(settings, 0);
    outcome.value("transfers", measured.transfers);
    outcome.value("money", measured.money);
    outcome.value("work_ms", measured.wall_ms);
    outcome.say("transfers", measured.transfers, 2 * settings.transfers);
    outcome.say("money", measured.money, 2000);
    if (settings.cure == Cure::none)
        return outcome;
    outcome.check("cured-runs-finish")
        .claims("With the cure all transfers are made.")
        .at_any_load()
        .expects(exactly(2 * settings.transfers, "transfers"))
        .measured(measured.transfers);
    outcome.check("money-is-kept")
        .claims("No money appears or is lost on the way.")
        .at_any_load()
        .expects(exactly(2000, "coins"))
        .measured(measured.money);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "two-locks",
    .title = "Two locks, opposite order: a deadlock",
    .group = Group::races_and_locks,
    .order = 50,
    .about =
        "Two workers take the same two locks in opposite order and wait for each other for ever. Three cures: one order, try and let go, one lock for both.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {choice("cure", &Settings::cure, Cure::none,
                          {{"none", Cure::none},
                           {"order", Cure::order},
                           {"try-lock", Cure::try_lock},
                           {"one-lock", Cure::one_lock}},
                          "how the deadlock is avoided, if it is"),
                   integer("transfers", &Settings::transfers, 50, 1, 10'000, "", "transfers of each worker")
                       .controlled(1, 10),
                   real("pause", &Settings::pause_ms, 2, 0, 1000, "ms",
                        "pause between the first lock and the second")
                       .controlled(0.0)},
    .most_lanes = 3,
    .run = run,
    .check = check,
    .check_deadlock = check_deadlock,
    .why_not_controlled = can_be_controlled,
};

} // namespace
} // namespace interleave::catalogue::two_locks
