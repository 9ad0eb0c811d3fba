// SPDX-License-Identifier: GPL-3.0-or-later
// Many consumers wait for one item. To notify one wakes one of them; to notify all wakes all, and all but one
// find nothing and wait again.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/condition.h"
#include "core/sync/mutex.h"
#include "core/work/sleep.h"

#include <chrono>
#include <string>
#include <vector>

namespace interleave::catalogue::wake_ups {
namespace {

struct Settings {
    bool notify_all;
    int consumers;
    int items;
    double pause_ms;
    double use_ms;
};

struct Measured {
    std::int64_t wakes;
    std::int64_t taken;
    double wall_ms;
};

/// The lock of the shop guards all of this.
struct State {
    int items = 0;
    int waiting = 0; ///< consumers that wait and have not been woken
    bool closed = false;
    std::int64_t wakes = 0;
    std::int64_t taken = 0;
};

struct Shop {
    Mutex lock{"lock"};
    Condition item_came{"item came"};
    Condition all_wait{"all wait"};
    State state;
};

void produce(Shop& shop, const Settings& settings) {
    const std::chrono::microseconds pause(static_cast<std::int64_t>(1000 * settings.pause_ms));
    State& state = shop.state;
    const auto all_wait = [&] { return state.waiting == settings.consumers; };
    for (int i = 0; i < settings.items; ++i) {
        sleep_for(pause);
        const Guard guard(shop.lock);
        shop.all_wait.wait_until(shop.lock, all_wait);
        ++state.items;
        state.waiting = settings.notify_all ? 0 : state.waiting - 1;
        settings.notify_all ? shop.item_came.notify_all() : shop.item_came.notify_one();
    }
    const Guard guard(shop.lock);
    shop.all_wait.wait_until(shop.lock, all_wait);
    state.closed = true;
    shop.item_came.notify_all();
}

/// Waits for an item and takes it. Returns false when no more items will come.
bool take(Shop& shop, int consumers) {
    State& state = shop.state;
    const Guard guard(shop.lock);
    while (state.items == 0) {
        if (state.closed)
            return false;
        if (++state.waiting == consumers)
            shop.all_wait.notify_one();
        shop.item_came.wait(shop.lock);
        state.wakes += state.closed ? 0 : 1;
    }
    --state.items;
    ++state.taken;
    return true;
}

Measured run(Stage& stage, const Settings& settings) {
    auto& shop = stage.share<Shop>();

    std::vector<std::string> names = numbered_names("consumer", settings.consumers);
    names.insert(names.begin(), "producer");
    Team team = stage.team(names);
    team.run([&](Worker& worker) {
        if (worker.index() == 0) {
            produce(shop, settings);
        } else {
            while (take(shop, settings.consumers))
                worker.compute_ms(settings.use_ms);
        }
    });
    return {shop.state.wakes, shop.state.taken, team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const double futile = static_cast<double>(measured.wakes - measured.taken) / settings.items;

    Outcome outcome;
    outcome.value("items", measured.taken);
    outcome.value("wakes", measured.wakes);
    outcome.value("futile_wakes_per_item", futile);
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("all-taken-once")
        .claims("Every item is taken exactly once, whoever is woken.")
        .at_any_load()
        .expects(exactly(settings.items, "items"))
        .measured(measured.taken);
    outcome.check("futile-wakes")
        .claims(settings.notify_all ? "Notifying all wakes every consumer for an item that only one can have."
                                    : "Notifying one wakes one consumer, and it finds the item.")
        .expects(exactly(settings.notify_all ? settings.consumers - 1 : 0, "wakes an item"))
        .measured(futile);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "wake-ups",
    .title = "Wake one or wake all",
    .group = Group::coordination,
    .order = 40,
    .about =
        "Consumers wait on a condition for one item at a time. If all are woken, all but one were woken for nothing.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {choice("notify", &Settings::notify_all, true, {{"all", true}, {"one", false}},
                          "who is woken when an item comes"),
                   integer("consumers", &Settings::consumers, 5, 1, 32, "", "workers that wait for items"),
                   integer("items", &Settings::items, 40, 1, 10'000, "", "items that come one by one"),
                   real("pause", &Settings::pause_ms, 4, 0, 1000, "ms", "pause before each item"),
                   real("use", &Settings::use_ms, 1, 0, 100, "ms", "work with each item, outside the lock")},
    .most_lanes = 34,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::wake_ups
