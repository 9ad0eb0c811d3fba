// SPDX-License-Identifier: GPL-3.0-or-later
// One lock, several workers: who is inside keeps the others out. One of them fails inside. Does it let go?
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace interleave {
namespace {

/// What all workers see. Only who holds the lock touches it, but for `inside`, which looks after that.
struct Book {
    std::int64_t entries = 0;
    std::int64_t failures = 0;
    std::atomic<int> inside{0};
    int most_inside = 0;
};

/// The critical section.
void write_entry(Worker& me, Book& book, double ms, bool fails) {
    book.most_inside = std::max(book.most_inside, book.inside.fetch_add(1) + 1);
    me.compute_ms(ms);
    book.inside.fetch_sub(1);
    if (fails) {
        ++book.failures;
        throw std::runtime_error("the pen broke");
    }
    ++book.entries;
}

/// The guard lets go at the end of the block, however the block ends.
void guarded(Worker& me, Mutex& lock, Book& book, double ms, bool fails) {
    const Guard guard(lock);
    write_entry(me, book, ms, fails);
}

/// An exception leaves past the last line: the lock stays locked.
void unguarded(Worker& me, Mutex& lock, Book& book, double ms, bool fails) {
    lock.lock();
    write_entry(me, book, ms, fails);
    lock.unlock();
}

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int rounds = stage.count("rounds");
    const double inside_ms = stage.real("inside");
    const double outside_ms = stage.real("outside");
    const bool one_fails = stage.flag("fail");
    const auto write_in_book = stage.flag("guard") ? guarded : unguarded;
    auto& lock = stage.share<Mutex>("book lock");
    auto& book = stage.share<Book>();
    const Label failed("failed inside");

    Team team = stage.team(workers);
    team.run([&](Worker& me) {
        for (int round = 0; round < rounds; ++round) {
            me.compute_ms(outside_ms);
            const bool fails = one_fails && me.index() == 0 && round == 0;
            try {
                write_in_book(me, lock, book, inside_ms, fails);
            } catch (const std::runtime_error&) {
                mark(failed);
            }
        }
    });

    const int failures = one_fails ? 1 : 0;
    Outcome outcome;
    outcome.values = {{"entries", book.entries},
                      {"failures", book.failures},
                      {"most_inside", book.most_inside},
                      {"work_ms", team.wall_ms()}};
    outcome.checks.push_back({.name = "one-at-a-time",
                              .claim = "At most one worker is inside at a time.",
                              .expected = 1,
                              .measured = book.most_inside,
                              .unit = "workers"});
    outcome.checks.push_back(
        {.name = "released-after-failure",
         .claim = "A failure inside lets go of the lock too: all others still get in, every time.",
         .expected = static_cast<double>(workers * rounds - failures),
         .measured = static_cast<double>(book.entries),
         .unit = "entries",
         .decidable = one_fails,
         .why = one_fails ? "" : "nobody failed inside; it takes fail=true to see"});
    return outcome;
}

const Registration registration{{
    .name = "lock",
    .title = "A lock",
    .group = Group::races_and_locks,
    .order = 25,
    .about = "Workers write into a book, one at a time, because a lock keeps the others out. One fails while "
             "it is inside, and the lock is let go all the same.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("workers", 3, 1, 16, "", "workers that write"),
                   integer("rounds", 4, 1, 1000, "", "how often each of them writes"),
                   real("inside", 10, 0, 1000, "ms", "work inside the lock, each time"),
                   real("outside", 5, 0, 1000, "ms", "work before each lock"),
                   flag("fail", true, "the first worker fails inside, in its first round"),
                   flag("guard", true, "let go by a guard; if not, by the last line of the block")},
    .most_lanes = 17,
    .run = run,
    .check_deadlock =
        [](const ParameterSet&, int lanes_in_ring) {
            return Outcome{
                .checks = {
                    {.name = "locked-for-ever",
                     .claim =
                         "Without a guard a failure inside leaves the lock locked: who failed waits for itself.",
                     .expected = 1,
                     .measured = lanes_in_ring,
                     .unit = "workers in a ring"}}};
        },
}};

} // namespace
} // namespace interleave
