// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers add one to the same counter, again and again. To add one is to read, to add, and to write; when
// both read before either writes, one of the two additions is lost.
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"
#include "core/work/spin_barrier.h"

#include <optional>
#include <set>

namespace interleave {
namespace {

void add_one(Worker& me, Shared<std::int64_t>& counter, double between_us) {
    const std::int64_t seen = counter.read();
    me.compute_us(between_us);
    counter.write(seen + 1); // whatever another worker wrote since the read is overwritten
}

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int rounds = stage.count("rounds");
    const std::int64_t increments = stage.integer("increments");
    const double between_us = stage.real("between");
    const bool locked = stage.flag("lock");
    const bool own_memory = stage.backend() == Backend::processes && !stage.flag("shared");

    // Processes get a copy of what lies on this stack, and share what stage.share() gives.
    std::optional<Shared<std::int64_t>> copied;
    if (own_memory)
        copied.emplace("counter");
    Shared<std::int64_t>& counter = own_memory ? *copied : stage.share<Shared<std::int64_t>>("counter");
    Mutex& lock = stage.share<Mutex>("counter lock");
    SpinBarrier& round_start = stage.share<SpinBarrier>(workers);
    SpinBarrier& round_end = stage.share<SpinBarrier>(workers);
    // What each worker found in the counter at the end of each round.
    auto* const found = stage.share_array<std::int64_t>(static_cast<std::size_t>(workers * rounds));

    Team team = stage.team(workers);
    team.run([&](Worker& worker) {
        for (int round = 0; round < rounds; ++round) {
            round_start.meet(worker);
            for (std::int64_t i = 0; i < increments; ++i) {
                if (locked) {
                    const Guard hold(lock);
                    add_one(worker, counter, between_us);
                } else {
                    add_one(worker, counter, between_us);
                }
            }
            round_end.meet(worker);
            found[round * workers + worker.index()] = counter.value();
            round_end.meet(worker);
            counter.set_value(0);
        }
    });

    // Workers with memory of their own count alone; the others count together.
    const std::int64_t expected = own_memory ? increments : increments * workers;
    std::int64_t lost = 0;
    std::set<std::int64_t> results;
    Json by_round = Json::array();
    for (int round = 0; round < rounds; ++round) {
        const std::int64_t actual = found[round * workers];
        lost += expected - actual;
        results.insert(actual);
        by_round.push_back(actual);
    }

    Outcome outcome;
    outcome.values = {{"expected", expected},
                      {"actual", by_round},
                      {"lost_updates", lost},
                      {"distinct_results", results.size()},
                      {"work_ms", team.wall_ms()}};

    const auto lost_updates = static_cast<double>(lost);
    if (own_memory) {
        outcome.values["counter_of_parent"] = counter.value();
        outcome.checks.push_back({.name = "processes-race-less",
                                  .claim = "Processes count in memory of their own, so no update is lost.",
                                  .expected = 0,
                                  .measured = lost_updates,
                                  .unit = "updates",
                                  .why = "but the parent's counter is still " +
                                         std::to_string(counter.value()) +
                                         ": nothing was shared, so nobody has the sum"});
    } else if (locked) {
        outcome.checks.push_back({.name = "lock-prevents-race",
                                  .claim = "With a lock around each addition no update is lost.",
                                  .expected = 0,
                                  .measured = lost_updates,
                                  .unit = "updates"});
    } else {
        const bool parallel = Stage::usable_cpus() > 1;
        const std::string why =
            parallel
                ? ""
                : "on one processor an update is lost only when a worker is preempted between read and write";
        outcome.checks.push_back({.name = "race-loses-updates",
                                  .claim = "Without a lock, updates are lost.",
                                  .expected = 0,
                                  .measured = lost_updates,
                                  .unit = "updates",
                                  .comparison = Comparison::above,
                                  .decidable = parallel,
                                  .why = why});
        outcome.checks.push_back({.name = "race-depends-on-order",
                                  .claim = "The same program gives different results from round to round.",
                                  .expected = 1,
                                  .measured = static_cast<double>(results.size()),
                                  .unit = "distinct results",
                                  .comparison = Comparison::above,
                                  .decidable = parallel && rounds > 1,
                                  .why = rounds > 1 ? why : "it takes at least 2 rounds to differ"});
    }
    return outcome;
}

const Registration registration{{
    .name = "lost-update",
    .title = "The lost update",
    .group = Group::races_and_locks,
    .order = 10,
    .about = "Workers add one to a common counter without a lock. Additions are lost, and how many depends "
             "on the order "
             "of their steps.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("workers", 2, 2, 16, "", "workers that count"),
                   integer("increments", 2'500, 1, 100'000, "", "additions of each worker in a round"),
                   integer("rounds", 20, 1, 100, "", "how often the count is repeated from 0"),
                   real("between", 0.5, 0, 1'000, "µs", "time between reading the counter and writing it"),
                   flag("lock", false, "hold a lock for each addition"),
                   flag("shared", false, "processes: put the counter in shared memory")},
    .run = run,
}};

} // namespace
} // namespace interleave
