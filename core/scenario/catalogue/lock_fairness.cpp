// The same work under two locks: one that whoever comes first takes, and one that is handed on in order.
#include "core/scenario/stage.h"
#include "core/sync/barrier.h"
#include "core/sync/fifo_mutex.h"
#include "core/sync/mutex.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

namespace interleave {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// What became of one worker in one turn with one lock.
struct Tally {
    std::int64_t passes = 0;
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
        tally.longest_wait_ms = std::max(tally.longest_wait_ms, Milliseconds(Clock::now() - asked).count());
        ++tally.passes;
        me.compute_us(times.inside_us);
    }
}

/// Of all turns with one lock. The best turn counts: whatever else the machine does only disturbs.
struct Result {
    std::vector<std::int64_t> passes;                            ///< of each worker, in all turns
    double passes_per_ms = 0;                                    ///< of all workers, in the best turn
    double longest_wait_ms = std::numeric_limits<double>::max(); ///< of any worker, in the best turn
};

Result sum_up(const Tally* tallies, int turns, int workers, const Times& times) {
    Result result;
    result.passes.resize(static_cast<std::size_t>(workers));
    for (const Tally* const end = tallies + turns * workers; tallies != end;) {
        std::int64_t passes_of_turn = 0;
        double longest_of_turn = 0;
        for (std::int64_t& passes : result.passes) {
            passes += tallies->passes;
            passes_of_turn += tallies->passes;
            longest_of_turn = std::max(longest_of_turn, tallies->longest_wait_ms);
            ++tallies;
        }
        const double turn_ms = static_cast<double>(times.turn.count());
        result.passes_per_ms = std::max(result.passes_per_ms, static_cast<double>(passes_of_turn) / turn_ms);
        result.longest_wait_ms = std::min(result.longest_wait_ms, longest_of_turn);
    }
    return result;
}

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

    const Result barging = sum_up(barging_tallies, turns, workers, times);
    const Result fair = sum_up(fair_tallies, turns, workers, times);
    Outcome outcome;
    outcome.values = {{"barging_passes", barging.passes},
                      {"fair_passes", fair.passes},
                      {"barging_passes_per_ms", barging.passes_per_ms},
                      {"fair_passes_per_ms", fair.passes_per_ms},
                      {"barging_longest_wait_ms", barging.longest_wait_ms},
                      {"fair_longest_wait_ms", fair.longest_wait_ms}};
    const bool contended = stage.count("workers") > 1;
    const std::string why = contended ? "" : "one worker alone never waits";
    outcome.checks.push_back(
        {.name = "barging-passes-more",
         .claim = "A lock that its last holder may take again at once lets more through in the same time.",
         .expected = 1,
         .measured = barging.passes_per_ms / fair.passes_per_ms,
         .unit = "× the fair lock",
         .comparison = Comparison::above,
         .decidable = contended,
         .why = why});
    outcome.checks.push_back(
        {.name = "fair-waits-less",
         .claim = "A lock that is handed on in order has the shorter longest wait.",
         .expected = 1,
         .measured = fair.longest_wait_ms > 0 ? barging.longest_wait_ms / fair.longest_wait_ms : 0,
         .unit = "× the fair lock",
         .comparison = Comparison::above,
         .decidable = contended,
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
