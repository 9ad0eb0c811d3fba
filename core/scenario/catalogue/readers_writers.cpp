// SPDX-License-Identifier: GPL-3.0-or-later
// Readers may read together, a writer must be alone. Who goes first when both want in decides who starves.
#include "core/scenario/stage.h"
#include "core/sync/barrier.h"
#include "core/sync/shared_mutex.h"
#include "core/work/sleep.h"

#include <array>
#include <chrono>
#include <random>

namespace interleave {
namespace {

using Clock = std::chrono::steady_clock;

struct Policy {
    const char* name;
    Preference preference;
};
constexpr std::array<Policy, 3> policies{{{"readers first", Preference::readers},
                                          {"writers first", Preference::writers},
                                          {"in order", Preference::in_order}}};

/// How often one worker was inside, under each policy.
using Tally = std::array<std::int64_t, policies.size()>;

Outcome run(Stage& stage) {
    const int readers = stage.count("readers");
    const int writers = stage.count("writers");
    const std::chrono::milliseconds duration(stage.integer("duration"));
    const double read_ms = stage.real("read");
    const double write_ms = stage.real("write");
    std::array<SharedMutex*, policies.size()> locks{};
    for (std::size_t i = 0; i < policies.size(); ++i)
        locks[i] = &stage.share<SharedMutex>(policies[i].name, policies[i].preference);
    auto& next_policy = stage.share<Barrier>("next policy", static_cast<std::uint32_t>(readers + writers));
    Tally* const tallies = stage.share_array<Tally>(static_cast<std::size_t>(readers + writers));

    std::vector<std::string> names = numbered_names("reader", readers);
    for (const std::string& name : numbered_names("writer", writers))
        names.push_back(name);
    Team team = stage.team(names);
    team.run([&](Worker& me) {
        const bool reads = me.index() < readers;
        // Never twice the same time, so that they do not march in step.
        std::uniform_real_distribution<double> times(0.5, 1.5);
        const auto stay = [&] {
            const double ms = times(me.random()) * (reads ? read_ms : write_ms);
            sleep_for(std::chrono::nanoseconds(static_cast<std::int64_t>(1e6 * ms)));
        };
        for (std::size_t policy = 0; policy < policies.size(); ++policy) {
            SharedMutex& lock = *locks[policy];
            next_policy.arrive_and_wait();
            const auto end = Clock::now() + duration;
            while (Clock::now() < end) {
                reads ? lock.lock_shared() : lock.lock();
                if (Clock::now() < end) // who got in only because all others went home is not counted
                    ++tallies[me.index()][policy];
                stay();
                reads ? lock.unlock_shared() : lock.unlock();
            }
        }
    });

    Tally reads{};
    Tally writes{};
    for (int i = 0; i < readers + writers; ++i) {
        Tally& sum = i < readers ? reads : writes;
        for (std::size_t policy = 0; policy < policies.size(); ++policy)
            sum[policy] += tallies[i][policy];
    }
    Outcome outcome;
    outcome.values["reads"] = {
        {"readers first", reads[0]}, {"writers first", reads[1]}, {"in order", reads[2]}};
    outcome.values["writes"] = {
        {"readers first", writes[0]}, {"writers first", writes[1]}, {"in order", writes[2]}};
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return static_cast<double>(part) / static_cast<double>(std::max<std::int64_t>(1, whole));
    };
    outcome.checks.push_back({.name = "readers-first-starves-writers",
                              .claim = "If readers go first and keep coming, writers hardly ever get in.",
                              .expected = 0.5,
                              .measured = share(writes[0], writes[2]),
                              .unit = "× the writes in order",
                              .comparison = Comparison::at_most,
                              .decidable = readers > 1,
                              .why = readers > 1 ? "" : "one reader alone leaves a gap after each read"});
    outcome.checks.push_back({.name = "writers-first-starves-readers",
                              .claim = "If writers go first and keep coming, readers hardly ever get in.",
                              .expected = 0.5,
                              .measured = share(reads[1], reads[2]),
                              .unit = "× the reads in order",
                              .comparison = Comparison::at_most,
                              .decidable = writers > 1,
                              .why = writers > 1 ? "" : "one writer alone leaves a gap after each write"});
    return outcome;
}

const Registration registration{{
    .name = "readers-writers",
    .title = "Readers and writers",
    .group = Group::races_and_locks,
    .order = 70,
    .about = "Many may read at once, one must write alone. Under one policy the writers starve, under the "
             "other the readers; in order of arrival, nobody does.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("readers", 3, 1, 16, "", "workers that read"),
                   integer("writers", 2, 1, 16, "", "workers that write"),
                   integer("duration", 250, 20, 5000, "ms", "how long each policy is tried"),
                   real("read", 3, 0.1, 100, "ms", "how long a read takes, about"),
                   real("write", 3, 0.1, 100, "ms", "how long a write takes, about")},
    .most_lanes = 33,
    .run = run,
}};

} // namespace
} // namespace interleave
