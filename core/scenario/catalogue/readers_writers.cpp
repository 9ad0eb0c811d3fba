// SPDX-License-Identifier: GPL-3.0-or-later
// Readers may read at the same time; a writer must be alone. Which side goes first when both wait decides
// which side starves.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/barrier.h"
#include "core/sync/shared_mutex.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <string>
#include <vector>

namespace interleave::catalogue::readers_writers {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Settings {
    int readers;
    int writers;
    std::chrono::milliseconds duration;
    double read_ms;
    double write_ms;
};

struct Policy {
    const char* name;
    Preference preference;
};
constexpr std::array<Policy, 3> policies{{{"readers first", Preference::readers},
                                          {"writers first", Preference::writers},
                                          {"in order", Preference::in_order}}};
constexpr std::size_t readers_first = 0;
constexpr std::size_t writers_first = 1;
constexpr std::size_t in_order = 2;

/// Counts how often workers got in, under each policy.
using Tally = std::array<std::int64_t, policies.size()>;

struct Measured {
    Tally reads{};
    Tally writes{};
};

Measured run(Stage& stage, const Settings& settings) {
    const int workers = settings.readers + settings.writers;
    std::array<SharedMutex*, policies.size()> locks{};
    for (std::size_t i = 0; i < policies.size(); ++i)
        locks[i] = &stage.share<SharedMutex>(policies[i].name, policies[i].preference);
    auto& next_policy = stage.share<Barrier>("next policy", static_cast<std::uint32_t>(workers));
    Tally* const tallies = stage.share_array<Tally>(static_cast<std::size_t>(workers));

    std::vector<std::string> names = numbered_names("reader", settings.readers);
    for (const std::string& name : numbered_names("writer", settings.writers))
        names.push_back(name);
    Team team = stage.team(names);
    team.run([&](Worker& worker) {
        const bool reads = worker.index() < settings.readers;
        // The times differ, so that the workers do not run in step.
        std::uniform_real_distribution<double> factor(0.5, 1.5);
        const auto stay = [&] {
            const double ms = factor(worker.random()) * (reads ? settings.read_ms : settings.write_ms);
            sleep_for(std::chrono::nanoseconds(static_cast<std::int64_t>(1e6 * ms)));
        };
        for (std::size_t policy = 0; policy < policies.size(); ++policy) {
            SharedMutex& lock = *locks[policy];
            next_policy.arrive_and_wait();
            const auto end = SteadyClock::now() + settings.duration;
            while (SteadyClock::now() < end) {
                reads ? lock.lock_shared() : lock.lock();
                if (SteadyClock::now() < end) // an entry after the others have left does not count
                    ++tallies[worker.index()][policy];
                stay();
                reads ? lock.unlock_shared() : lock.unlock();
            }
        }
    });

    Measured measured;
    for (int i = 0; i < workers; ++i) {
        Tally& sum = i < settings.readers ? measured.reads : measured.writes;
        for (std::size_t policy = 0; policy < policies.size(); ++policy)
            sum[policy] += tallies[i][policy];
    }
    return measured;
}

NamedValues by_policy(const Tally& tally) {
    NamedValues counts;
    for (std::size_t policy = 0; policy < policies.size(); ++policy)
        counts[policies[policy].name] = tally[policy];
    return counts;
}

double quotient(std::int64_t part, std::int64_t whole) {
    return static_cast<double>(part) / static_cast<double>(std::max<std::int64_t>(1, whole));
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("reads", by_policy(measured.reads));
    outcome.value("writes", by_policy(measured.writes));
    outcome.check("readers-first-starves-writers")
        .claims("If readers go first and keep coming, writers hardly ever get in.")
        .expects(at_most(0.5, "× the writes in order"))
        .measured(quotient(measured.writes[readers_first], measured.writes[in_order]))
        .decidable_if(settings.readers > 1, "one reader alone leaves a gap after each read");
    outcome.check("writers-first-starves-readers")
        .claims("If writers go first and keep coming, readers hardly ever get in.")
        .expects(at_most(0.5, "× the reads in order"))
        .measured(quotient(measured.reads[writers_first], measured.reads[in_order]))
        .decidable_if(settings.writers > 1, "one writer alone leaves a gap after each write");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "readers-writers",
    .title = "Readers and writers",
    .group = Group::races_and_locks,
    .order = 70,
    .about =
        "Many may read at once, but whoever writes must be alone. Under one policy the writers starve, under the other the readers; in order of arrival, nobody does.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("readers", &Settings::readers, 3, 1, 16, "", "workers that read"),
                   integer("writers", &Settings::writers, 2, 1, 16, "", "workers that write"),
                   integer("duration", &Settings::duration, 250, 20, 5000, "ms",
                           "how long each policy is tried"),
                   real("read", &Settings::read_ms, 3, 0.1, 100, "ms", "how long a read takes, about"),
                   real("write", &Settings::write_ms, 3, 0.1, 100, "ms", "how long a write takes, about")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::readers_writers
