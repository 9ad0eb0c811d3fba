// SPDX-License-Identifier: GPL-3.0-or-later
// One item, many who wait for it. To notify one wakes one; to notify all wakes all, and all but one find
// nothing and lie down again.
#include "core/scenario/stage.h"
#include "core/sync/condition.h"
#include "core/sync/mutex.h"
#include "core/work/sleep.h"

#include <chrono>

namespace interleave {
namespace {

/// All of it guarded by the lock.
struct Counter {
    int items = 0;
    int waiting = 0; ///< consumers that wait and were not woken
    bool closed = false;
    std::int64_t wakes = 0;
    std::int64_t taken = 0;
};

struct Shop {
    Mutex lock{"lock"};
    Condition item_came{"item came"};
    Condition all_wait{"all wait"};
    Counter counter;
};

void produce(Shop& shop, int items, int consumers, bool notify_all, std::chrono::microseconds pause) {
    Counter& counter = shop.counter;
    for (int i = 0; i < items; ++i) {
        sleep_for(pause);
        const Guard guard(shop.lock);
        shop.all_wait.wait_until(shop.lock, [&] { return counter.waiting == consumers; });
        ++counter.items;
        counter.waiting = notify_all ? 0 : counter.waiting - 1;
        notify_all ? shop.item_came.notify_all() : shop.item_came.notify_one();
    }
    const Guard guard(shop.lock);
    shop.all_wait.wait_until(shop.lock, [&] { return counter.waiting == consumers; });
    counter.closed = true;
    shop.item_came.notify_all();
}

/// Waits for an item and takes it. False when there will be none any more.
bool take(Shop& shop, int consumers) {
    Counter& counter = shop.counter;
    const Guard guard(shop.lock);
    while (counter.items == 0) {
        if (counter.closed)
            return false;
        if (++counter.waiting == consumers)
            shop.all_wait.notify_one();
        shop.item_came.wait(shop.lock);
        counter.wakes += counter.closed ? 0 : 1;
    }
    --counter.items;
    ++counter.taken;
    return true;
}

Outcome run(Stage& stage) {
    const int consumers = stage.count("consumers");
    const int items = stage.count("items");
    const bool notify_all = stage.text("notify") == "all";
    const double use_ms = stage.real("use");
    const std::chrono::microseconds pause(static_cast<std::int64_t>(1000 * stage.real("pause")));
    auto& shop = stage.share<Shop>();

    std::vector<std::string> names = numbered_names("consumer", consumers);
    names.insert(names.begin(), "producer");
    Team team = stage.team(names);
    team.run([&](Worker& me) {
        if (me.index() == 0) {
            produce(shop, items, consumers, notify_all, pause);
        } else {
            while (take(shop, consumers))
                me.compute_ms(use_ms);
        }
    });

    const double futile = static_cast<double>(shop.counter.wakes - shop.counter.taken) / items;
    Outcome outcome;
    outcome.values = {{"items", shop.counter.taken},
                      {"wakes", shop.counter.wakes},
                      {"futile_wakes_per_item", futile},
                      {"work_ms", team.wall_ms()}};
    outcome.checks.push_back({.name = "all-taken-once",
                              .claim = "Every item is taken exactly once, whoever is woken.",
                              .expected = static_cast<double>(items),
                              .measured = static_cast<double>(shop.counter.taken),
                              .unit = "items"});
    outcome.checks.push_back(
        {.name = "futile-wakes",
         .claim = notify_all ? "To notify all wakes every consumer for an item that only one can have."
                             : "To notify one wakes one consumer, and it finds the item.",
         .expected = notify_all ? consumers - 1.0 : 0.0,
         .measured = futile,
         .unit = "wakes an item"});
    return outcome;
}

const Registration registration{{
    .name = "wake-ups",
    .title = "Wake one or wake all",
    .group = Group::coordination,
    .order = 40,
    .about = "Consumers wait on a condition for one item at a time. If all are woken, all but one were woken "
             "for nothing.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {choice("notify", "all", {"all", "one"}, "who is woken when an item came"),
                   integer("consumers", 5, 1, 32, "", "workers that wait for items"),
                   integer("items", 40, 1, 10'000, "", "items that come one by one"),
                   real("pause", 4, 0, 1000, "ms", "pause before each item"),
                   real("use", 1, 0, 100, "ms", "work with each item, outside the lock")},
    .most_lanes = 34,
    .run = run,
}};

} // namespace
} // namespace interleave
