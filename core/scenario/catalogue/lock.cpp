// SPDX-License-Identifier: GPL-3.0-or-later
// Several workers use one lock: the one that holds it keeps the others out. One of them fails while it holds
// the lock. Is the lock released?
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace interleave::catalogue::lock {
namespace {

struct Settings {
    int workers;
    int rounds;
    double inside_ms;
    double outside_ms;
    bool fail;
    bool guard;
};

/// All workers share this. Only the worker that holds the lock uses it; `inside` checks just that.
struct Book {
    std::int64_t entries = 0;
    std::int64_t failures = 0;
    std::atomic<int> inside{0};
    int most_inside = 0;
};

/// This is the critical section.
void write_entry(Worker& worker, Book& book, double ms, bool fails) {
    book.most_inside = std::max(book.most_inside, book.inside.fetch_add(1) + 1);
    worker.compute_ms(ms);
    book.inside.fetch_sub(1);
    if (fails) {
        ++book.failures;
        throw std::runtime_error("the pen broke");
    }
    ++book.entries;
}

/// The guard releases the lock at the end of the block, however the block ends.
void write_guarded(Worker& worker, Mutex& lock, Book& book, double ms, bool fails) {
    const Guard guard(lock);
    write_entry(worker, book, ms, fails);
}

/// An exception skips the last line, so the lock stays locked.
void write_unguarded(Worker& worker, Mutex& lock, Book& book, double ms, bool fails) {
    lock.lock();
    write_entry(worker, book, ms, fails);
    lock.unlock();
}

struct Measured {
    std::int64_t entries;
    std::int64_t failures;
    int most_inside;
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    const auto write_in_book = settings.guard ? write_guarded : write_unguarded;
    auto& lock = stage.share<Mutex>("book lock");
    auto& book = stage.share<Book>();
    const Label failed("failed inside");

    Team team = stage.team(settings.workers);
    team.run([&](Worker& worker) {
        for (int round = 0; round < settings.rounds; ++round) {
            worker.compute_ms(settings.outside_ms);
            const bool fails = settings.fail && worker.index() == 0 && round == 0;
            try {
                write_in_book(worker, lock, book, settings.inside_ms, fails);
            } catch (const std::runtime_error&) {
                mark(failed);
            }
        }
    });
    return {book.entries, book.failures, book.most_inside, team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const int failures = settings.fail ? 1 : 0;

    Outcome outcome;
    outcome.value("entries", measured.entries);
    outcome.value("failures", measured.failures);
    outcome.value("most_inside", measured.most_inside);
    outcome.value("work_ms", measured.wall_ms);
    outcome.say("entries", measured.entries, settings.workers * settings.rounds - failures);
    outcome.say("most inside", measured.most_inside, 1);
    outcome.check("one-at-a-time")
        .claims("At most one worker is inside at a time.")
        .at_any_load()
        .expects(exactly(1, "workers"))
        .measured(measured.most_inside);
    outcome.check("released-after-failure")
        .claims("A failure inside lets go of the lock too: all others still get in, every time.")
        .at_any_load()
        .expects(exactly(settings.workers * settings.rounds - failures, "entries"))
        .measured(measured.entries)
        .decidable_if(settings.fail, "nobody failed inside; it takes fail=true to see");
    return outcome;
}

Outcome check_deadlock(const Settings&, int lanes_in_ring) {
    Outcome outcome;
    outcome.check("locked-for-ever")
        .claims(
            "Without a guard a failure inside leaves the lock locked: the worker that failed waits for itself.")
        .at_any_load()
        .expects(exactly(1, "workers in a ring"))
        .measured(lanes_in_ring);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "lock",
    .title = "A lock",
    .group = Group::races_and_locks,
    .order = 25,
    .about =
        "Workers write into a book, one at a time, because a lock keeps the others out. One fails while it is inside, and the lock is let go all the same.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters =
        {worker_count("workers", &Settings::workers, 3, 1, 16, "", "workers that write").controlled(2, 6),
         integer("rounds", &Settings::rounds, 4, 1, 1000, "", "how often each of them writes")
             .controlled(1, 10),
         real("inside", &Settings::inside_ms, 10, 0, 1000, "ms", "work inside the lock, each time")
             .controlled(0.0),
         real("outside", &Settings::outside_ms, 5, 0, 1000, "ms", "work before each lock").controlled(0.0),
         flag("fail", &Settings::fail, true, "the first worker fails inside, in its first round"),
         flag("guard", &Settings::guard, true, "let go by a guard; if not, by the last line of the block")},
    .most_lanes = 17,
    .run = run,
    .check = check,
    .check_deadlock = check_deadlock,
    .why_not_controlled = can_be_controlled,
};

} // namespace
} // namespace interleave::catalogue::lock
