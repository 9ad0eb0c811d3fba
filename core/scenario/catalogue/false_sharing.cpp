// SPDX-License-Identifier: GPL-3.0-or-later
// Each worker has a counter of its own and touches no other. But to the processors two counters on one cache
// line are one thing: a worker that writes to one takes the whole line away from the other worker.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <vector>

namespace interleave {
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

    Measured measured;
    // The two ways take turns, so that a slow phase of the machine affects both.
    for (int i = 0; i < settings.repeats; ++i) {
        Team team = stage.team(2);
        team.run([&](Worker& worker) {
            const Work work(one_line);
            count(worker, together.counter[worker.index()], increments);
        });
        measured.together_ms.push_back(team.wall_ms());
        team.run([&](Worker& worker) {
            const Work work(two_lines);
            count(worker, apart[worker.index()].counter, increments);
        });
        measured.apart_ms.push_back(team.wall_ms());
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
};

} // namespace
} // namespace interleave
