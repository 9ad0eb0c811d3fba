// SPDX-License-Identifier: GPL-3.0-or-later
// The same work is done under two locks: one that any worker may take as soon as it is free, and one that is
// handed on in order of arrival.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/barrier.h"
#include "core/sync/fifo_mutex.h"
#include "core/sync/mutex.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <vector>

namespace interleave::catalogue::lock_fairness {
namespace {

struct Settings {
    int workers;
    int turns;
    std::chrono::milliseconds turn;
    double inside_us;
    double outside_us;
};

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Records what one worker did in one turn with one lock.
struct Tally {
    std::int64_t passes = 0;
    std::int64_t waits = 0;
    double longest_wait_ms = 0;
};

/// Holds the tallies of all workers in the first turn, then in the second, …
struct Measured {
    std::vector<Tally> barging;
    std::vector<Tally> fair;
};

/// Passes through the lock again and again until the turn is over.
template <typename Lock>
void pass_through(Worker& worker, Lock& lock, const Settings& settings, Tally& tally) {
    const auto end = SteadyClock::now() + settings.turn;
    while (SteadyClock::now() < end) {
        worker.compute_us(settings.outside_us);
        const auto asked = SteadyClock::now();
        const Guard guard(lock);
        const double waited_ms = Milliseconds(SteadyClock::now() - asked).count();
        tally.longest_wait_ms = std::max(tally.longest_wait_ms, waited_ms);
        tally.waits += waited_ms > 0.002 ? 1 : 0;
        ++tally.passes;
        worker.compute_us(settings.inside_us);
    }
}

Measured run(Stage& stage, const Settings& settings) {
    auto& barging_lock = stage.share<Mutex>("barging lock");
    auto& fair_lock = stage.share<FifoMutex>("fair lock");
    auto& next_turn = stage.share<Barrier>("next turn", static_cast<std::uint32_t>(settings.workers));
    const int count = settings.turns * settings.workers;
    Tally* const barging = stage.share_array<Tally>(static_cast<std::size_t>(count));
    Tally* const fair = stage.share_array<Tally>(static_cast<std::size_t>(count));

    Team team = stage.team(settings.workers);
    team.run([&](Worker& worker) {
        // The two locks take turns, so that a slow phase of the machine affects both.
        for (int turn = 0; turn < settings.turns; ++turn) {
            const int index = turn * settings.workers + worker.index();
            next_turn.arrive_and_wait();
            pass_through(worker, barging_lock, settings, barging[index]);
            next_turn.arrive_and_wait();
            pass_through(worker, fair_lock, settings, fair[index]);
        }
    });
    return {{barging, barging + count}, {fair, fair + count}};
}

/// Adds up the tallies of all workers in one turn.
Tally sum_of_turn(const std::vector<Tally>& tallies, int turn, int workers) {
    Tally sum;
    for (int worker = 0; worker < workers; ++worker) {
        const Tally& tally = tallies[static_cast<std::size_t>(turn * workers + worker)];
        sum.passes += tally.passes;
        sum.waits += tally.waits;
        sum.longest_wait_ms = std::max(sum.longest_wait_ms, tally.longest_wait_ms);
    }
    return sum;
}

/// Sums up the turns in which the workers met at the locks.
struct Result {
    int turns = 0;
    double barging_passes = 0;
    double fair_passes = 0;
    double barging_longest_wait_ms = std::numeric_limits<double>::max(); ///< in the best turn
    double fair_longest_wait_ms = std::numeric_limits<double>::max();    ///< in the best turn
};

Result result_of(const Settings& settings, const Measured& measured) {
    Result result;
    for (int turn = 0; turn < settings.turns; ++turn) {
        const Tally barging = sum_of_turn(measured.barging, turn, settings.workers);
        const Tally fair = sum_of_turn(measured.fair, turn, settings.workers);
        // In a turn with hardly a wait the workers ran one after the other, which says nothing about locks.
        if (2 * fair.waits < fair.passes)
            continue;
        ++result.turns;
        result.barging_passes += static_cast<double>(barging.passes);
        result.fair_passes += static_cast<double>(fair.passes);
        result.barging_longest_wait_ms = std::min(result.barging_longest_wait_ms, barging.longest_wait_ms);
        result.fair_longest_wait_ms = std::min(result.fair_longest_wait_ms, fair.longest_wait_ms);
    }
    return result;
}

/// In fewer passes than this by each worker in a turn, its begin and its end decide what was measured.
constexpr double least_passes_in_a_turn = 10;

Outcome check(const Settings& settings, const Measured& measured) {
    const double pass_ms = 1e-3 * settings.inside_us * settings.workers;
    const bool long_enough = static_cast<double>(settings.turn.count()) >= least_passes_in_a_turn * pass_ms;
    const std::string too_short = "a turn is too short for ten passes of each worker";
    const Result result = result_of(settings, measured);
    const bool met = 4 * result.turns >= settings.turns;
    const std::string not_met = "the workers met at the lock in " + std::to_string(result.turns) + " of " +
                                std::to_string(settings.turns) +
                                " turns only: too few, or the processors were busy with other programs";
    const auto if_met = [&](double ratio) { return met ? std::optional(ratio) : std::nullopt; };

    Outcome outcome;
    outcome.value("turns_that_count", result.turns);
    if (met) {
        outcome.value("barging_passes", result.barging_passes);
        outcome.value("fair_passes", result.fair_passes);
        outcome.value("barging_longest_wait_ms", result.barging_longest_wait_ms);
        outcome.value("fair_longest_wait_ms", result.fair_longest_wait_ms);
    }
    outcome.check("barging-passes-more")
        .claims("A lock that its last holder may take again at once lets more through in the same time.")
        .expects(above(1, "× the fair lock"))
        .measured(if_met(result.barging_passes / result.fair_passes))
        .decidable_if(long_enough, too_short)
        .decidable_if(met, not_met);
    outcome.check("fair-waits-less")
        .claims("A lock that is handed on in order has the shorter longest wait.")
        .expects(above(1, "× the fair lock"))
        .measured(if_met(result.barging_longest_wait_ms / result.fair_longest_wait_ms))
        .decidable_if(long_enough, too_short)
        .decidable_if(met, not_met);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "lock-fairness",
    .title = "Fast or fair",
    .group = Group::races_and_locks,
    .order = 45,
    .about =
        "The same workers under a lock that goes to whoever tries first, and under one that is handed on in order: one lets more through, the other lets nobody starve.",
    .backends = {Backend::threads, Backend::processes},
    .parameters =
        {worker_count("workers", &Settings::workers, 3, 1, 16, "", "workers that want the lock"),
         integer("turns", &Settings::turns, 12, 1, 100, "", "how often each of the two locks is tried"),
         integer("turn", &Settings::turn, 20, 1, 1000, "ms", "how long it is tried each time"),
         real("inside", &Settings::inside_us, 20, 0, 10'000, "µs", "work inside the lock, each time"),
         real("outside", &Settings::outside_us, 2, 0, 10'000, "µs", "work outside the lock, each time")},
    .most_lanes = 17,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::lock_fairness
