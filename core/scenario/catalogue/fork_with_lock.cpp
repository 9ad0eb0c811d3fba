// SPDX-License-Identifier: GPL-3.0-or-later
// A process is forked while a thread holds a lock. The child gets a copy of the memory, so of the locked lock
// too, but not of the thread that would unlock it.
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/sync/semaphore.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"

#include <atomic>
#include <chrono>

namespace interleave {
namespace {

/// What came of trying to get the lock.
struct Attempt {
    bool got_it = false;
    double waited_ms = 0;
};

Attempt try_to_log(Mutex& lock, std::chrono::milliseconds limit) {
    const auto begin = std::chrono::steady_clock::now();
    const bool got_it = lock.try_lock_for(limit);
    if (got_it)
        lock.unlock();
    const std::chrono::duration<double, std::milli> waited = std::chrono::steady_clock::now() - begin;
    return {got_it, waited.count()};
}

Outcome run(Stage& stage) {
    const std::chrono::milliseconds hold(stage.integer("hold"));
    const std::chrono::milliseconds limit(stage.integer("limit"));
    const bool lock_first = stage.text("cure") == "lock-first";
    auto& childs = stage.share<Attempt>(); // the only thing that both processes see
    Attempt parents;

    Mutex log_lock("log lock"); // in plain memory: the child gets a copy
    Semaphore logger_is_inside("logger is inside", 0);
    std::atomic<bool> logger_is_done{false};
    Thread logger("logger", [&] {
        const Guard guard(log_lock);
        logger_is_inside.release();
        sleep_for(hold); // writes its line
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
        childs = try_to_log(log_lock, limit);
    });
    const bool held_at_fork = lock_first || !logger_is_done;
    if (lock_first)
        log_lock.unlock();

    parents = try_to_log(log_lock, limit);
    logger.join();
    child.join();

    Outcome outcome;
    outcome.values = {{"child_got_lock", childs.got_it},
                      {"child_waited_ms", childs.waited_ms},
                      {"parent_got_lock", parents.got_it},
                      {"parent_waited_ms", parents.waited_ms}};
    outcome.checks.push_back(
        {.name = lock_first ? "child-gets-lock" : "child-times-out",
         .claim = lock_first ? "If the parent holds the lock while it forks, the child can unlock its copy."
                             : "The child's copy of the lock stays locked: nobody in the child unlocks it.",
         .expected = lock_first ? 1.0 : 0.0,
         .measured = childs.got_it ? 1 : 0,
         .unit = "locks",
         .decidable = held_at_fork,
         .why = held_at_fork ? "" : "the logger had let go of the lock before the fork"});
    const bool long_enough = limit > 2 * hold;
    outcome.checks.push_back({.name = "parent-gets-lock",
                              .claim = "The parent gets the lock as soon as its logger lets go.",
                              .expected = 1,
                              .measured = parents.got_it ? 1 : 0,
                              .unit = "locks",
                              .decidable = long_enough,
                              .why = long_enough ? "" : "the limit is hardly longer than the logger's hold"});
    return outcome;
}

const Registration registration{{
    .name = "fork-with-lock",
    .title = "A fork while a lock is held",
    .group = Group::threads_and_processes,
    .order = 60,
    .about = "A child inherits a lock that is held by a thread it did not inherit: it waits in vain, while "
             "the parent goes on.",
    .backends = {Backend::processes},
    .parameters = {choice("cure", "none", {"none", "lock-first"},
                          "lock-first: who forks takes the lock before, and both sides let go of it"),
                   integer("hold", 50, 0, 1000, "ms", "how long the logger holds the lock"),
                   integer("limit", 300, 1, 5000, "ms", "how long parent and child try to get it")},
    .most_lanes = 3,
    .run = run,
}};

} // namespace
} // namespace interleave
