// SPDX-License-Identifier: GPL-3.0-or-later
// Several workers count in four ways. One way is wrong, and the right ones differ in what they cost. To
// record an addition costs more than to do it, so the times are measured without records, and with them for
// comparison.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/atomic.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"

#include <functional>

namespace interleave::catalogue::counter_four_ways {
namespace {

struct Settings {
    int workers;
    std::int64_t increments;
};

constexpr int unrecorded_rounds = 5;

struct Way {
    std::string name;
    std::function<void(std::int64_t increments)> count; ///< what each worker does
    std::function<std::int64_t()> result;
};

/// Says what all workers together counted in one way.
struct Count {
    std::string way;
    std::int64_t result;
    double wall_ms;
};

struct Measured {
    std::vector<Count> unrecorded; ///< of each way in the same order; the results are of all rounds together
    std::vector<Count> recorded;
};

/// The time is that of the median round. A count of some hundred µs takes ten times as long if one of the
/// workers begins late.
std::vector<Count> count_all_ways(Stage& stage, const Settings& settings, int rounds) {
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
             // No other worker sees it. It is volatile, or the compiler would add all at once.
             volatile std::int64_t private_count = 0;
             while (n-- > 0)
                 private_count = private_count + 1;
             sum.add(private_count);
         },
         [&] { return sum.value(); }},
    };

    std::vector<Count> counts;
    for (const Way& way : ways) {
        Team team = stage.team(numbered_names(way.name, settings.workers));
        team.run_rounds(rounds, [&](Worker&) { way.count(settings.increments); });
        counts.push_back({way.name, way.result(), team.wall_ms()});
    }
    return counts;
}

Measured run(Stage& stage, const Settings& settings) {
    const Label unrecorded_label("all ways, not recorded");
    Measured measured;
    {
        const UnrecordedStretch stretch = stage.unrecorded(unrecorded_label);
        measured.unrecorded = count_all_ways(stage, settings, unrecorded_rounds);
    }
    measured.recorded = count_all_ways(stage, settings, 1);
    return measured;
}

/// Below it a private count takes less than some µs.
constexpr std::int64_t least_increments = 10'000;

Outcome check(const Settings& settings, const Measured& measured) {
    const std::int64_t expected = settings.increments * settings.workers;
    double fastest_shared_ms = 0;
    double private_ms = 0;

    Outcome outcome;
    for (std::size_t i = 0; i < measured.recorded.size(); ++i) {
        const Count& count = measured.recorded[i];
        const std::int64_t lost = expected - count.result;
        const double ms = measured.unrecorded[i].wall_ms;
        outcome.value(count.way,
                      {{"count", count.result}, {"lost", lost}, {"ms", ms}, {"recorded_ms", count.wall_ms}});
        if (count.way == "private")
            private_ms = ms;
        else if (fastest_shared_ms == 0 || ms < fastest_shared_ms)
            fastest_shared_ms = ms;
        if (count.way == "unlocked")
            outcome.check("unlocked-loses-updates")
                .claims("Counting with nothing to protect the counter loses additions.")
                .expects(above(0, "updates"))
                .measured(lost)
                .decidable_if(Stage::usable_cpus() > 1, "it takes 2 usable processors to race");
        else
            outcome.check(count.way + "-loses-nothing")
                .claims("Counting the way '" + count.way + "' loses no addition.")
                .at_any_load()
                .expects(exactly(0, "updates"))
                .measured(lost);
    }
    outcome.value("expected", expected);
    outcome.check("private-is-fastest")
        .claims("A counter for each worker, added up at the end, is faster than any shared one.")
        .expects(at_most(fastest_shared_ms, "ms"))
        .measured(private_ms)
        .decidable_if(settings.increments >= least_increments,
                      "so few additions take less time than it takes to begin together")
        .decidable_if(settings.workers <= Stage::usable_cpus(),
                      "more workers than processors take turns, and the way they start decides");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "counter-four-ways",
    .title = "A counter, four ways",
    .group = Group::races_and_locks,
    .order = 20,
    .about =
        "The same count with nothing, with a mutex, with an atomic and with a counter for each worker: which are right, and what they cost.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, 2, 2, 8, "", "workers that count in each way"),
                   integer("increments", &Settings::increments, 60'000, 100, 1'000'000, "",
                           "additions of each worker in each way")},
    .expected_records =
        [](const Settings& settings) {
            constexpr std::uint32_t ways = 4;
            constexpr std::uint64_t of_an_increment = 5; // with a mutex: wait, acquire, read, write, release
            return ExpectedRecords{1 + ways * static_cast<std::uint32_t>(settings.workers),
                                   of_an_increment * static_cast<std::uint64_t>(settings.increments)};
        },
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::counter_four_ways
