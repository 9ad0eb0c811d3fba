// SPDX-License-Identifier: GPL-3.0-or-later
// A process is forked while a thread holds a lock. The child gets a copy of the memory, and so of the locked
// lock, but not of the thread that would unlock it.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/sync/semaphore.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"

#include <atomic>
#include <chrono>

namespace interleave::catalogue::fork_with_lock {
namespace {

enum class Cure { none, lock_first };

struct Settings {
    Cure cure;
    std::chrono::milliseconds hold;
    std::chrono::milliseconds limit;
};

/// Says whether the lock was obtained, and after how long.
struct Attempt {
    bool got_lock = false;
    double waited_ms = 0;
};

struct Measured {
    Attempt child_attempt;
    Attempt parent_attempt;
    bool held_at_fork;
};

Attempt try_to_lock(Mutex& lock, std::chrono::milliseconds limit) {
    const auto begin = std::chrono::steady_clock::now();
    const bool got_lock = lock.try_lock_for(limit);
    if (got_lock)
        lock.unlock();
    const std::chrono::duration<double, std::milli> waited = std::chrono::steady_clock::now() - begin;
    return {got_lock, waited.count()};
}

Measured run(Stage& stage, const Settings& settings) {
    const bool lock_first = settings.cure == Cure::lock_first;
    // All that both processes see.
    auto& child_attempt = stage.share<Attempt>();
    auto& held_at_fork = stage.share<std::atomic<bool>>(lock_first);

    Mutex log_lock("log lock"); // is in ordinary memory: the child gets a copy
    Semaphore logger_is_inside("logger is inside", 0);
    std::atomic<bool> logger_is_done{false};
    Thread logger("logger", [&] {
        const Guard guard(log_lock);
        logger_is_inside.release();
        if (settings.hold.count() > 0)
            sleep_for(settings.hold); // stands for writing a line
        logger_is_done = true;
    });
    logger_is_inside.acquire();

    // The cure: the thread that forks holds the lock itself. The child's only thread is a copy of it, and can
    // unlock the copy of the lock.
    if (lock_first)
        log_lock.lock();
    Process child("child", [&] {
        log_lock.register_forked_copy("child's log lock"); // the timeline shows both locks
        if (lock_first)
            log_lock.unlock();
        else
            held_at_fork = !logger_is_done; // the child's copy of it is of the moment of the fork
        child_attempt = try_to_lock(log_lock, settings.limit);
    });
    if (lock_first)
        log_lock.unlock();

    const Attempt parent_attempt = try_to_lock(log_lock, settings.limit);
    logger.join();
    child.join();
    return {child_attempt, parent_attempt, held_at_fork};
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("child_got_lock", measured.child_attempt.got_lock);
    outcome.value("child_waited_ms", measured.child_attempt.waited_ms);
    outcome.value("parent_got_lock", measured.parent_attempt.got_lock);
    outcome.value("parent_waited_ms", measured.parent_attempt.waited_ms);
    const std::string not_held = "the logger had let go of the lock before the fork";
    if (settings.cure == Cure::lock_first)
        outcome.check("child-gets-lock")
            .claims("If the parent holds the lock while it forks, the child can unlock its copy.")
            .expects(exactly(1, "locks"))
            .measured(measured.child_attempt.got_lock)
            .decidable_if(measured.held_at_fork, not_held);
    else
        outcome.check("child-times-out")
            .claims("The child's copy of the lock stays locked: nobody in the child unlocks it.")
            .expects(exactly(0, "locks"))
            .measured(measured.child_attempt.got_lock)
            .decidable_if(measured.held_at_fork, not_held);
    outcome.check("parent-gets-lock")
        .claims("The parent gets the lock as soon as its logger lets go.")
        .expects(exactly(1, "locks"))
        .measured(measured.parent_attempt.got_lock)
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
                          "lock-first: whoever forks takes the lock first, and both sides release it"),
                   integer("hold", &Settings::hold, 50, 0, 1000, "ms", "how long the logger holds the lock"),
                   integer("limit", &Settings::limit, 300, 1, 5000, "ms",
                           "how long parent and child try to get it")},
    .most_lanes = 3,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::fork_with_lock
