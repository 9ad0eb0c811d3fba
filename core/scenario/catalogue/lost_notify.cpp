// SPDX-License-Identifier: GPL-3.0-or-later
// One worker waits for a notification that came before it began to wait. A condition keeps no notification:
// it wakes those who wait at that moment. A flag beside it is kept, and whoever looks at it first need not
// wait.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/condition.h"
#include "core/sync/mutex.h"
#include "core/work/sleep.h"

#include <chrono>
#include <string>

namespace interleave::catalogue::lost_notify {
namespace {

struct Settings {
    bool flag;
    std::chrono::milliseconds work;    ///< of the notifier, before it notifies
    std::chrono::milliseconds prepare; ///< of the waiter, before it waits
    std::chrono::milliseconds limit;   ///< of the wait, which would last for ever
};

/// What the waiter did when the notification came.
enum class Waiter { had_not_come, waited, had_given_up };

struct Measured {
    Waiter at_notification;
    bool noticed; ///< by the waiter, that the result is there
    double waited_ms;
};

/// The lock guards all of this.
struct Result {
    Mutex lock{"lock"};
    Condition came{"result came"};
    bool is_there = false; ///< the flag
    Waiter waiter = Waiter::had_not_come;
    Measured measured{Waiter::had_not_come, false, 0};
};

/// Waits for the notification and for nothing else. Returns whether it came.
bool wait_without_flag(Result& result, std::chrono::milliseconds limit) {
    return result.came.wait_for(result.lock, limit);
}

/// Looks at the flag before it waits, and again whenever it wakes.
bool wait_with_flag(Result& result, std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!result.is_there) {
        const auto left = end - std::chrono::steady_clock::now();
        if (!result.came.wait_for(result.lock, left))
            return result.is_there;
    }
    return true;
}

void notify(Result& result, const Settings& settings) {
    sleep_for(settings.work);
    const Guard guard(result.lock);
    result.is_there = true;
    result.measured.at_notification = result.waiter;
    result.came.notify_one();
}

void wait(Result& result, const Settings& settings) {
    sleep_for(settings.prepare);
    const Guard guard(result.lock);
    result.waiter = Waiter::waited;
    const auto begin = std::chrono::steady_clock::now();
    result.measured.noticed =
        settings.flag ? wait_with_flag(result, settings.limit) : wait_without_flag(result, settings.limit);
    const std::chrono::duration<double, std::milli> waited = std::chrono::steady_clock::now() - begin;
    result.measured.waited_ms = waited.count();
    result.waiter = Waiter::had_given_up;
}

Measured run(Stage& stage, const Settings& settings) {
    auto& result = stage.share<Result>();

    Team team = stage.team({"waiter", "notifier"});
    team.run(
        [&](Worker& worker) { worker.index() == 0 ? wait(result, settings) : notify(result, settings); });
    return result.measured;
}

std::string to_text(Waiter waiter) {
    switch (waiter) {
    case Waiter::had_not_come:
        return "before the wait";
    case Waiter::waited:
        return "during the wait";
    case Waiter::had_given_up:
        break;
    }
    return "after the wait";
}

Outcome check(const Settings& settings, const Measured& measured) {
    const Waiter waiter = measured.at_notification;
    const std::string given_up =
        "the waiter gave up before the notification came; make 'limit' longer than 'work'";

    Outcome outcome;
    outcome.value("notified", to_text(waiter));
    outcome.value("results_noticed", measured.noticed ? 1 : 0);
    outcome.value("waited_ms", measured.waited_ms);
    if (settings.flag) {
        outcome.check("flag-is-kept")
            .claims(
                "A waiter that looks at the flag notices the result, whether it comes before the wait or during it.")
            .at_any_load()
            .expects(exactly(1, "results"))
            .measured(measured.noticed)
            .decidable_if(waiter != Waiter::had_given_up, given_up);
        return outcome;
    }
    const std::string was_there =
        "the waiter waited already when the notification came; make 'prepare' longer than 'work'";
    outcome.check("notification-is-not-kept")
        .claims("A notification that comes before the wait wakes nobody later.")
        .at_any_load()
        .expects(exactly(0, "wake-ups"))
        .measured(measured.noticed)
        .decidable_if(waiter != Waiter::had_given_up, given_up)
        .decidable_if(waiter != Waiter::waited, was_there);
    outcome.check("waits-to-the-limit")
        .claims("Whoever missed the notification waits for ever; here the limit ends it.")
        .at_any_load()
        .expects(at_least(settings.limit.count(), "ms"))
        .measured(measured.waited_ms)
        .decidable_if(waiter != Waiter::had_given_up, given_up)
        .decidable_if(waiter != Waiter::waited, was_there);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "lost-notify",
    .title = "The lost notification",
    .group = Group::coordination,
    .order = 43,
    .about =
        "A worker notifies before the other one waits, and the notification is lost: the other one waits for ever. With a flag that is looked at first nothing is lost.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters =
        {flag("flag", &Settings::flag, false, "look at a flag under the lock, in a loop, before waiting"),
         integer("work", &Settings::work, 5, 0, 1000, "ms", "what the notifier does before it notifies"),
         integer("prepare", &Settings::prepare, 60, 0, 1000, "ms", "what the waiter does before it waits"),
         integer("limit", &Settings::limit, 300, 10, 5000, "ms", "how long the waiter waits at most")},
    .most_lanes = 3,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::lost_notify
