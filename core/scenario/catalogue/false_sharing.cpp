// SPDX-License-Identifier: GPL-3.0-or-later
// Each worker has a counter of its own and touches no other. But to the processors two counters on one cache
// line are one thing: a worker that writes to one takes the whole line away from the other worker.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/work.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <vector>

namespace interleave::catalogue::false_sharing {
namespace {

struct Settings {
    std::int64_t million_increments;
    int repeats;
};

using Counter = std::atomic<std::uint64_t>;

struct alignas(cache_line) NextToEachOther {
    Counter counter[2];
};
struct alignas(cache_line) OnItsOwnLine {
    Counter counter;
};

struct Measured {
    std::vector<double> together_ms; ///< both counters on one line, for each repeat
    std::vector<double> apart_ms;    ///< each on its own line, for each repeat
};

void count(Worker& worker, Counter& counter, std::int64_t increments) {
    constexpr std::int64_t batch = 100'000;
    for (std::int64_t done = 0; done < increments; done += batch) {
        worker.safe_point();
        // An atomic addition needs the cache line at once. Plain stores would be collected while the line is
        // away, which can hide the loss.
        for (std::int64_t i = std::min(batch, increments - done); i > 0; --i)
            counter.fetch_add(1, std::memory_order_relaxed);
    }
}

Measured run(Stage& stage, const Settings& settings) {
    const std::int64_t increments = settings.million_increments * 1'000'000;
    auto& together = stage.share<NextToEachOther>();
    auto* const apart = stage.share_array<OnItsOwnLine>(2);
    const Label one_line("one line");
    const Label two_lines("two lines");

    // The two ways take turns, so that a slow phase of the machine affects both.
    struct alignas(cache_line) RoundsDone {
        int count = 0;
    };
    std::array<RoundsDone, 2> done{}; // each is used by one worker
    Team team = stage.team(2);
    team.run_rounds(2 * settings.repeats, [&](Worker& worker) {
        const int index = worker.index();
        const bool on_own_line = done.at(static_cast<std::size_t>(index)).count++ % 2 == 1;
        const Work work(on_own_line ? two_lines : one_line);
        count(worker, on_own_line ? apart[index].counter : together.counter[index], increments);
    });

    Measured measured;
    for (std::size_t i = 0; i + 1 < team.rounds().size(); i += 2) {
        measured.together_ms.push_back(team.rounds()[i].wall_ms);
        measured.apart_ms.push_back(team.rounds()[i + 1].wall_ms);
    }
    return measured;
}

Outcome check(const Settings&, const Measured& measured) {
    const double slow_down = median(measured.together_ms) / median(measured.apart_ms);

    Outcome outcome;
    outcome.value("one_line_ms", measured.together_ms);
    outcome.value("two_lines_ms", measured.apart_ms);
    outcome.value("slow_down", slow_down);
    outcome.check("false-sharing-slows-down")
        .claims("Two counters on one cache line are at least 1.5 times slower than on two.")
        .expects(at_least(1.5, "×"))
        .measured(slow_down)
        .decidable_if(Stage::usable_cpus() > 1, "on one processor nobody takes the line away");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "false-sharing",
    .title = "False sharing",
    .group = Group::performance,
    .order = 60,
    .about =
        "Two workers, each with a counter of its own. On one cache line they slow each other down, on two they do not.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("increments", &Settings::million_increments, 5, 1, 100, "million",
                           "additions of each worker"),
                   integer("repeats", &Settings::repeats, 5, 1, 20, "", "how often both ways are measured")},
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: the cost of a cache line",
};

} // namespace
} // namespace interleave::catalogue::false_sharing
