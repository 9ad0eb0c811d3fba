// SPDX-License-Identifier: GPL-3.0-or-later
// Each worker has a counter of its own; nobody touches another's. But two counters on one cache line are one
// thing to the processors: whoever writes takes the whole line away from the other.
#include "core/scenario/median.h"
#include "core/scenario/stage.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <vector>

namespace interleave {
namespace {

using Counter = std::atomic<std::uint64_t>;

struct alignas(cache_line) NextToEachOther {
    Counter counter[2];
};
struct alignas(cache_line) OnItsOwnLine {
    Counter counter;
};

void count(Worker& worker, Counter& counter, std::int64_t increments) {
    constexpr std::int64_t stretch = 100'000;
    for (std::int64_t done = 0; done < increments; done += stretch) {
        worker.safe_point();
        // One step, for which the processor needs the line at once. Plain stores it collects while the line
        // is away, which can hide the loss.
        for (std::int64_t i = std::min(stretch, increments - done); i > 0; --i)
            counter.fetch_add(1, std::memory_order_relaxed);
    }
}

Outcome run(Stage& stage) {
    const std::int64_t increments = stage.integer("increments") * 1'000'000;
    const int repeats = stage.count("repeats");
    auto& together = stage.share<NextToEachOther>();
    auto* const apart = stage.share_array<OnItsOwnLine>(2);
    const Label one_line("one line");
    const Label two_lines("two lines");

    std::vector<double> together_ms;
    std::vector<double> apart_ms;
    for (int i = 0; i < repeats; ++i) { // in turn, so that a slow phase of the machine hits both
        Team team = stage.team(2);
        team.run([&](Worker& worker) {
            const Work work(one_line);
            count(worker, together.counter[worker.index()], increments);
        });
        together_ms.push_back(team.wall_ms());
        team.run([&](Worker& worker) {
            const Work work(two_lines);
            count(worker, apart[worker.index()].counter, increments);
        });
        apart_ms.push_back(team.wall_ms());
    }

    Outcome outcome;
    outcome.values = {{"one_line_ms", together_ms},
                      {"two_lines_ms", apart_ms},
                      {"slow_down", median(together_ms) / median(apart_ms)}};
    const bool parallel = Stage::usable_cpus() > 1;
    outcome.checks.push_back(
        {.name = "false-sharing-slows-down",
         .claim = "Two counters on one cache line are at least 1.5 times slower than on two.",
         .expected = 1.5,
         .measured = median(together_ms) / median(apart_ms),
         .unit = "×",
         .comparison = Comparison::at_least,
         .decidable = parallel,
         .why = parallel ? "" : "on one processor nobody takes the line away"});
    return outcome;
}

const Registration registration{{
    .name = "false-sharing",
    .title = "False sharing",
    .group = Group::performance,
    .order = 60,
    .about = "Two workers, each with a counter of its own. On one cache line they slow each other down, on "
             "two they do not.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("increments", 5, 1, 1'000, "million", "additions of each worker"),
                   integer("repeats", 5, 1, 20, "", "how often both ways are measured")},
    .run = run,
}};

} // namespace
} // namespace interleave
