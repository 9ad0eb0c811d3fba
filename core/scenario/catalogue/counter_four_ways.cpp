// SPDX-License-Identifier: GPL-3.0-or-later
// One counter, four ways to count with several workers. One is wrong, and the right ones differ in what they
// cost.
#include "core/scenario/stage.h"
#include "core/sync/atomic.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"

#include <functional>

namespace interleave {
namespace {

/// Lets a team count in one way; returns the count and notes it with its time.
struct Way {
    std::string name;
    std::function<void(std::int64_t increments)> count; ///< what each worker does
    std::function<std::int64_t()> result;
};

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const std::int64_t increments = stage.integer("increments");
    const std::int64_t expected = increments * workers;

    auto& unlocked = stage.share<Shared<std::int64_t>>("unlocked counter");
    auto& locked = stage.share<Shared<std::int64_t>>("locked counter");
    auto& lock = stage.share<Mutex>("counter lock");
    auto& atomic = stage.share<Atomic<std::int64_t>>("atomic counter");
    auto& sum = stage.share<Atomic<std::int64_t>>("sum of private counters");

    const std::vector<Way> ways{
        {"unlocked",
         [&](std::int64_t n) {
             while (n-- > 0)
                 unlocked.write(unlocked.read() + 1);
         },
         [&] { return unlocked.value(); }},
        {"mutex",
         [&](std::int64_t n) {
             while (n-- > 0) {
                 const Guard hold(lock);
                 locked.write(locked.read() + 1);
             }
         },
         [&] { return locked.value(); }},
        {"atomic",
         [&](std::int64_t n) {
             while (n-- > 0)
                 atomic.add(1);
         },
         [&] { return atomic.value(); }},
        {"private",
         [&](std::int64_t n) {
             std::int64_t mine = 0; // nobody else sees it
             while (n-- > 0)
                 ++mine;
             sum.add(mine);
         },
         [&] { return sum.value(); }},
    };

    Outcome outcome;
    double fastest_other = 0;
    double private_ms = 0;
    for (const Way& way : ways) {
        Team team = stage.team(numbered_names(way.name, workers));
        team.run([&](Worker&) { way.count(increments); });
        const std::int64_t lost = expected - way.result();
        outcome.values[way.name] = {{"count", way.result()}, {"lost", lost}, {"ms", team.wall_ms()}};
        if (way.name == "private")
            private_ms = team.wall_ms();
        else if (fastest_other == 0 || team.wall_ms() < fastest_other)
            fastest_other = team.wall_ms();
        if (way.name != "unlocked")
            outcome.checks.push_back({.name = way.name + "-loses-nothing",
                                      .claim = "Counting the way '" + way.name + "' loses no addition.",
                                      .expected = 0,
                                      .measured = static_cast<double>(lost),
                                      .unit = "updates"});
        else
            outcome.checks.push_back(
                {.name = "unlocked-loses-updates",
                 .claim = "Counting with nothing to protect the counter loses additions.",
                 .expected = 0,
                 .measured = static_cast<double>(lost),
                 .unit = "updates",
                 .comparison = Comparison::above,
                 .decidable = Stage::usable_cpus() > 1,
                 .why = Stage::usable_cpus() > 1 ? "" : "it takes 2 usable processors to race"});
    }
    outcome.values["expected"] = expected;
    outcome.checks.push_back(
        {.name = "private-is-fastest",
         .claim = "A counter for each worker, added up at the end, is faster than any shared one.",
         .expected = fastest_other,
         .measured = private_ms,
         .unit = "ms",
         .comparison = Comparison::at_most});
    return outcome;
}

const Registration registration{{
    .name = "counter-four-ways",
    .title = "A counter, four ways",
    .group = Group::races_and_locks,
    .order = 20,
    .about = "The same count with nothing, with a mutex, with an atomic and with a counter for each worker: "
             "which are right, "
             "and what they cost.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("workers", 2, 2, 8, "", "workers that count in each way"),
                   integer("increments", 60'000, 100, 1'000'000, "", "additions of each worker in each way")},
    .run = run,
}};

} // namespace
} // namespace interleave
