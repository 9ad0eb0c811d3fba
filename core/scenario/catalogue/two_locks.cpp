// SPDX-License-Identifier: GPL-3.0-or-later
// Money moves between two accounts, each with a lock of its own. Who moves it needs both locks, and the two
// workers take them in opposite order: each soon holds what the other one wants.
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/work/sleep.h"

#include <chrono>
#include <functional>
#include <random>

namespace interleave {
namespace {

using namespace std::chrono_literals;

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

void move_money(const Transfer& transfer) {
    --transfer.from.money;
    ++transfer.to.money;
}

void from_then_to(const Transfer& transfer) {
    const Guard first(transfer.from.lock);
    sleep_for(transfer.pause);
    const Guard second(transfer.to.lock); // held by the other one, who waits for `first`
    move_money(transfer);
}

/// All take the locks in one order, so nobody holds the later one while waiting for the earlier one. The
/// language orders the addresses of different objects by std::less, not by `<`.
void in_order(const Transfer& transfer) {
    const bool from_is_first = std::less<>()(&transfer.from, &transfer.to);
    const Guard first(from_is_first ? transfer.from.lock : transfer.to.lock);
    sleep_for(transfer.pause);
    const Guard second(from_is_first ? transfer.to.lock : transfer.from.lock);
    move_money(transfer);
}

/// Nobody waits while holding: who cannot have the second lock lets go of the first, and comes again.
void with_try_lock(const Transfer& transfer, Worker& me) {
    for (;;) {
        {
            const Guard first(transfer.from.lock);
            sleep_for(transfer.pause);
            if (transfer.to.lock.try_lock()) {
                move_money(transfer);
                transfer.to.lock.unlock();
                return;
            }
        }
        // Not all after the same time, or they meet again.
        sleep_for(std::chrono::microseconds(std::uniform_int_distribution(0, 2000)(me.random())));
    }
}

void under_one_lock(const Transfer& transfer, Mutex& bank_lock) {
    const Guard bank(bank_lock);
    sleep_for(transfer.pause);
    move_money(transfer);
}

/// Of every run, whether a deadlock ended it or not.
Check deadlock_check(bool cured, int lanes_in_ring) {
    if (cured)
        return {.name = "no-deadlock",
                .claim = "With the cure the workers never wait for each other in a ring.",
                .expected = 0,
                .measured = lanes_in_ring,
                .unit = "workers in a ring"};
    return {.name = "deadlock",
            .claim = "Two workers that take two locks in opposite order end up waiting for each other.",
            .expected = 2,
            .measured = lanes_in_ring,
            .unit = "workers in a ring",
            .why =
                lanes_in_ring > 0 ? "" : "this time they never met; more transfers or a longer pause help"};
}

Outcome run(Stage& stage) {
    const std::string& cure = stage.text("cure");
    const int transfers = stage.count("transfers");
    const std::chrono::microseconds pause(static_cast<std::int64_t>(1000 * stage.real("pause")));
    auto& a = stage.share<Account>("account A");
    auto& b = stage.share<Account>("account B");
    Mutex* const bank_lock = cure == "one-lock" ? &stage.share<Mutex>("bank lock") : nullptr;
    auto* const done = stage.share_array<std::int64_t>(2);

    Team team = stage.team({"A to B", "B to A"});
    team.run([&](Worker& me) {
        const Transfer transfer = me.index() == 0 ? Transfer{a, b, pause} : Transfer{b, a, pause};
        for (int i = 0; i < transfers; ++i) {
            if (bank_lock != nullptr)
                under_one_lock(transfer, *bank_lock);
            else if (cure == "order")
                in_order(transfer);
            else if (cure == "try-lock")
                with_try_lock(transfer, me);
            else
                from_then_to(transfer);
            ++done[me.index()];
        }
    });

    Outcome outcome;
    outcome.values = {
        {"transfers", done[0] + done[1]}, {"money", a.money + b.money}, {"work_ms", team.wall_ms()}};
    outcome.checks.push_back(deadlock_check(cure != "none", 0));
    if (cure != "none") {
        outcome.checks.push_back({.name = "cured-runs-finish",
                                  .claim = "With the cure all transfers are made.",
                                  .expected = 2.0 * transfers,
                                  .measured = static_cast<double>(done[0] + done[1]),
                                  .unit = "transfers"});
        outcome.checks.push_back({.name = "money-is-kept",
                                  .claim = "No money appears or is lost on the way.",
                                  .expected = 2000,
                                  .measured = static_cast<double>(a.money + b.money),
                                  .unit = "coins"});
    }
    return outcome;
}

const Registration registration{{
    .name = "two-locks",
    .title = "Two locks, opposite order: a deadlock",
    .group = Group::races_and_locks,
    .order = 50,
    .about = "Two workers take the same two locks in opposite order and wait for each other for ever. Three "
             "cures: one order, try and let go, one lock for both.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {choice("cure", "none", {"none", "order", "try-lock", "one-lock"},
                          "how the deadlock is avoided, if it is"),
                   integer("transfers", 50, 1, 10'000, "", "transfers of each worker"),
                   real("pause", 2, 0, 1000, "ms", "pause between the first lock and the second")},
    .most_lanes = 3,
    .run = run,
    .if_deadlocked =
        [](const ParameterSet& parameters, int lanes_in_ring) {
            return std::vector{deadlock_check(parameters.text("cure") != "none", lanes_in_ring)};
        },
}};

} // namespace
} // namespace interleave
