// SPDX-License-Identifier: GPL-3.0-or-later
// The same work under two locks: one that whoever comes first takes, and one that is handed on in order.
#include "core/scenario/stage.h"
#include "core/sync/barrier.h"
#include "core/sync/fifo_mutex.h"
#include "core/sync/mutex.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <vector>

namespace interleave {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// What became of one worker in one turn with one lock.
struct Tally {
    std::int64_t passes = 0;
    std::int64_t waits = 0;
    double longest_wait_ms = 0;
};

struct Times {
    std::chrono::milliseconds turn;
    double inside_us;
    double outside_us;
};

/// Through the lock, again and again, until the turn is over.
template <typename Lock>
void pass_through(Worker& me, Lock& lock, const Times& times, Tally& tally) {
    const auto end = Clock::now() + times.turn;
    while (Clock::now() < end) {
        me.compute_us(times.outside_us);
        const auto asked = Clock::now();
        const Guard guard(lock);
        const double waited_ms = Milliseconds(Clock::now() - asked).count();
        tally.longest_wait_ms = std::max(tally.longest_wait_ms, waited_ms);
        tally.waits += waited_ms > 0.002 ? 1 : 0;
        ++tally.passes;
        me.compute_us(times.inside_us);
    }
}

/// Of all workers together in one turn.
Tally sum_of(const std::vector<Tally>& tallies) {
    Tally sum;
    for (const Tally& tally : tallies) {
        sum.passes += tally.passes;
        sum.waits += tally.waits;
        sum.longest_wait_ms = std::max(sum.longest_wait_ms, tally.longest_wait_ms);
    }
    return sum;
}

/// Of the turns in which the workers met at the locks.
struct Result {
    int turns = 0;
    double barging_passes = 0;
    double fair_passes = 0;
    double barging_longest_wait_ms = std::numeric_limits<double>::max(); ///< in the best turn
    double fair_longest_wait_ms = std::numeric_limits<double>::max();    ///< in the best turn
};

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int turns = stage.count("turns");
    const Times times{std::chrono::milliseconds(stage.integer("turn")), stage.real("inside"),
                      stage.real("outside")};
    auto& barging_lock = stage.share<Mutex>("barging lock");
    auto& fair_lock = stage.share<FifoMutex>("fair lock");
    auto& next_turn = stage.share<Barrier>("next turn", static_cast<std::uint32_t>(workers));
    const auto size = static_cast<std::size_t>(turns * workers);
    Tally* const barging_tallies = stage.share_array<Tally>(size);
    Tally* const fair_tallies = stage.share_array<Tally>(size);

    Team team = stage.team(workers);
    team.run([&](Worker& me) {
        // By turns, so that whatever else the machine does meets both.
        for (int turn = 0; turn < turns; ++turn) {
            const int mine = turn * workers + me.index();
            next_turn.arrive_and_wait();
            pass_through(me, barging_lock, times, barging_tallies[mine]);
            next_turn.arrive_and_wait();
            pass_through(me, fair_lock, times, fair_tallies[mine]);
        }
    });

    Result result;
    for (int turn = 0; turn < turns; ++turn) {
        const auto of_turn = [&](const Tally* tallies) {
            return sum_of({tallies + turn * workers, tallies + (turn + 1) * workers});
        };
        const Tally barging = of_turn(barging_tallies);
        const Tally fair = of_turn(fair_tallies);
        // In a turn with hardly a wait the workers ran one after the other: it tells nothing about locks.
        if (2 * fair.waits < fair.passes)
            continue;
        ++result.turns;
        result.barging_passes += static_cast<double>(barging.passes);
        result.fair_passes += static_cast<double>(fair.passes);
        result.barging_longest_wait_ms = std::min(result.barging_longest_wait_ms, barging.longest_wait_ms);
        result.fair_longest_wait_ms = std::min(result.fair_longest_wait_ms, fair.longest_wait_ms);
    }

    Outcome outcome;
    outcome.values["turns_that_count"] = result.turns;
    const bool met = 4 * result.turns >= turns;
    if (met) {
        outcome.values["barging_passes"] = result.barging_passes;
        outcome.values["fair_passes"] = result.fair_passes;
        outcome.values["barging_longest_wait_ms"] = result.barging_longest_wait_ms;
        outcome.values["fair_longest_wait_ms"] = result.fair_longest_wait_ms;
    }
    const std::string why = met ? ""
                                : "the workers met at the lock in " + std::to_string(result.turns) + " of " +
                                      std::to_string(turns) +
                                      " turns only: too few, or the processors were busy with other programs";
    outcome.checks.push_back(
        {.name = "barging-passes-more",
         .claim = "A lock that its last holder may take again at once lets more through in the same time.",
         .expected = 1,
         .measured = met ? std::optional(result.barging_passes / result.fair_passes) : std::nullopt,
         .unit = "× the fair lock",
         .comparison = Comparison::above,
         .decidable = met,
         .why = why});
    outcome.checks.push_back(
        {.name = "fair-waits-less",
         .claim = "A lock that is handed on in order has the shorter longest wait.",
         .expected = 1,
         .measured =
             met ? std::optional(result.barging_longest_wait_ms / result.fair_longest_wait_ms) : std::nullopt,
         .unit = "× the fair lock",
         .comparison = Comparison::above,
         .decidable = met,
         .why = why});
    return outcome;
}

const Registration registration{{
    .name = "lock-fairness",
    .title = "Fast or fair",
    .group = Group::races_and_locks,
    .order = 45,
    .about =
        "The same workers under a lock that anybody may snatch, and under one that is handed on in order: "
        "one lets more through, the other lets nobody starve.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("workers", 3, 1, 16, "", "workers that want the lock"),
                   integer("turns", 12, 1, 100, "", "how often each of the two locks is tried"),
                   integer("turn", 20, 1, 1000, "ms", "how long it is tried each time"),
                   real("inside", 20, 0, 10'000, "µs", "work inside the lock, each time"),
                   real("outside", 2, 0, 10'000, "µs", "work outside the lock, each time")},
    .most_lanes = 17,
    .run = run,
}};

} // namespace
} // namespace interleave
