// SPDX-License-Identifier: GPL-3.0-or-later
// A process is forked while a thread holds a lock. The child gets a copy of the memory, so of the locked lock
// too, but not of the thread that would unlock it.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/sync/semaphore.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"

#include <atomic>
#include <chrono>

namespace interleave {
namespace {

enum class Cure { none, lock_first };

struct Settings {
    Cure cure;
    std::chrono::milliseconds hold;
    std::chrono::milliseconds limit;
};

/// What came of trying to get the lock.
struct Attempt {
    bool got_it = false;
    double waited_ms = 0;
};

struct Measured {
    Attempt of_child;
    Attempt of_parent;
    bool held_at_fork;
};

Attempt try_to_log(Mutex& lock, std::chrono::milliseconds limit) {
    const auto begin = std::chrono::steady_clock::now();
    const bool got_it = lock.try_lock_for(limit);
    if (got_it)
        lock.unlock();
    const std::chrono::duration<double, std::milli> waited = std::chrono::steady_clock::now() - begin;
    return {got_it, waited.count()};
}

Measured run(Stage& stage, const Settings& settings) {
    const bool lock_first = settings.cure == Cure::lock_first;
    auto& of_child = stage.share<Attempt>(); // the only thing that both processes see

    Mutex log_lock("log lock"); // in plain memory: the child gets a copy
    Semaphore logger_is_inside("logger is inside", 0);
    std::atomic<bool> logger_is_done{false};
    Thread logger("logger", [&] {
        const Guard guard(log_lock);
        logger_is_inside.release();
        sleep_for(settings.hold); // writes its line
        logger_is_done = true;
    });
    logger_is_inside.acquire();

    // The cure: who forks holds the lock itself, so that the child's only thread is the one that unlocks it.
    if (lock_first)
        log_lock.lock();
    Process child("child", [&] {
        log_lock.became_a_copy("child's log lock"); // so that both can be told apart on the timeline
        if (lock_first)
            log_lock.unlock();
        of_child = try_to_log(log_lock, settings.limit);
    });
    const bool held_at_fork = lock_first || !logger_is_done;
    if (lock_first)
        log_lock.unlock();

    const Attempt of_parent = try_to_log(log_lock, settings.limit);
    logger.join();
    child.join();
    return {of_child, of_parent, held_at_fork};
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("child_got_lock", measured.of_child.got_it);
    outcome.value("child_waited_ms", measured.of_child.waited_ms);
    outcome.value("parent_got_lock", measured.of_parent.got_it);
    outcome.value("parent_waited_ms", measured.of_parent.waited_ms);
    const std::string not_held = "the logger had let go of the lock before the fork";
    if (settings.cure == Cure::lock_first)
        outcome.check("child-gets-lock")
            .claims("If the parent holds the lock while it forks, the child can unlock its copy.")
            .expects(exactly(1, "locks"))
            .measured(measured.of_child.got_it)
            .decidable_if(measured.held_at_fork, not_held);
    else
        outcome.check("child-times-out")
            .claims("The child's copy of the lock stays locked: nobody in the child unlocks it.")
            .expects(exactly(0, "locks"))
            .measured(measured.of_child.got_it)
            .decidable_if(measured.held_at_fork, not_held);
    outcome.check("parent-gets-lock")
        .claims("The parent gets the lock as soon as its logger lets go.")
        .expects(exactly(1, "locks"))
        .measured(measured.of_parent.got_it)
        .decidable_if(settings.limit > 2 * settings.hold,
                      "the limit is hardly longer than the logger's hold");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "fork-with-lock",
    .title = "A fork while a lock is held",
    .group = Group::threads_and_processes,
    .order = 60,
    .about =
        "A child inherits a lock that is held by a thread it did not inherit: it waits in vain, while the parent goes on.",
    .backends = {Backend::processes},
    .parameters = {choice("cure", &Settings::cure, Cure::none,
                          {{"none", Cure::none}, {"lock-first", Cure::lock_first}},
                          "lock-first: who forks takes the lock before, and both sides let go of it"),
                   integer("hold", &Settings::hold, 50, 0, 1000, "ms", "how long the logger holds the lock"),
                   integer("limit", &Settings::limit, 300, 1, 5000, "ms",
                           "how long parent and child try to get it")},
    .most_lanes = 3,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave
