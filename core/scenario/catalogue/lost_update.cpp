// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers add one to the same counter, again and again. To add one is to read, to add, and to write; when
// both read before either writes, one of the two additions is lost.
#include "core/event/error.h"
#include "core/scenario/catalogue_entry.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"
#include "core/work/compute.h"
#include "core/work/spin_barrier.h"

#include <atomic>
#include <optional>
#include <random>
#include <set>
#include <vector>

namespace interleave::catalogue::lost_update {
namespace {

/// Where a lock is held.
enum class Locking {
    nowhere,
    addition, ///< from before the read to after the write
    own,      ///< the same, but each worker has a lock of its own
    write,    ///< around the write only
    steps     ///< around the read, and again around the write
};

struct Settings {
    int workers;
    std::int64_t increments;
    int rounds;
    double between_us;
    Locking locking;
    bool shared;
    bool gate;
};

constexpr int most_workers_without_gate = 400; ///< of all rounds together

struct Measured {
    std::vector<std::int64_t> counts; ///< at the end of each round
    std::int64_t counter_of_parent;
    double wall_ms;
};

/// A step of work that takes `mean_us` on average, and each time another time. Workers that leave a gate
/// together and always take the same time move in step.
void compute_about(Worker& worker, double mean_us) {
    worker.compute_us(std::uniform_real_distribution(0.0, 2 * mean_us)(worker.random()));
}

void add_one(Worker& worker, Shared<std::int64_t>& counter, double between_us) {
    const std::int64_t seen = counter.read();
    compute_about(worker, between_us);
    counter.write(seen + 1); // whatever another worker wrote since the read is overwritten
}

/// No step is without a lock, and yet another worker can write between the two.
void add_one_in_locked_steps(Worker& worker, Shared<std::int64_t>& counter, double between_us, Mutex& lock,
                             bool locks_read) {
    std::optional<Guard<Mutex>> hold;
    if (locks_read)
        hold.emplace(lock);
    const std::int64_t seen = counter.read();
    hold.reset();
    compute_about(worker, between_us);
    hold.emplace(lock);
    counter.write(seen + 1);
}

void add_one_as_set(const Settings& settings, Worker& worker, Shared<std::int64_t>& counter,
                    const std::vector<Mutex*>& locks) {
    Mutex& lock = *locks[settings.locking == Locking::own ? static_cast<std::size_t>(worker.index()) : 0];
    switch (settings.locking) {
    case Locking::nowhere:
        add_one(worker, counter, settings.between_us);
        break;
    case Locking::addition:
    case Locking::own: {
        const Guard hold(lock);
        add_one(worker, counter, settings.between_us);
        break;
    }
    case Locking::write:
    case Locking::steps:
        add_one_in_locked_steps(worker, counter, settings.between_us, lock,
                                settings.locking == Locking::steps);
        break;
    }
}

/// Processes get a copy of what lies on the stack, and share what stage.share() gives.
bool counts_in_own_memory(const Settings& settings, Backend backend) {
    return backend == Backend::processes && !settings.shared;
}

/// Without the gate each round has workers of its own, which begin as they are started.
Measured count_as_started(Stage& stage, const Settings& settings, Shared<std::int64_t>& counter,
                          const Team::Body& count) {
    Measured measured{};
    auto& count_of_first = stage.share<std::atomic<std::int64_t>>();
    for (int round = 0; round < settings.rounds; ++round) {
        Team team = stage.team(settings.workers);
        team.run_as_started([&](Worker& worker) {
            count(worker);
            if (worker.index() == 0)
                count_of_first = counter.value();
        });
        const bool own_memory = counts_in_own_memory(settings, stage.backend());
        measured.counts.push_back(own_memory ? count_of_first.load() : counter.value());
        measured.counter_of_parent = counter.value();
        measured.wall_ms += team.wall_ms();
        counter.set_value(0);
    }
    return measured;
}

Measured run(Stage& stage, const Settings& settings) {
    std::optional<Shared<std::int64_t>> copied;
    if (counts_in_own_memory(settings, stage.backend()))
        copied.emplace("counter");
    Shared<std::int64_t>& counter = copied ? *copied : stage.share<Shared<std::int64_t>>("counter");
    std::vector<Mutex*> locks{&stage.share<Mutex>("counter lock")};
    for (int worker = 1; settings.locking == Locking::own && worker < settings.workers; ++worker)
        locks.push_back(&stage.share<Mutex>("another lock"));
    SpinBarrier& round_start = stage.share<SpinBarrier>(settings.workers);
    SpinBarrier& round_end = stage.share<SpinBarrier>(settings.workers);
    auto* const counts = stage.share_array<std::int64_t>(static_cast<std::size_t>(settings.rounds));

    const auto count = [&](Worker& worker) {
        for (std::int64_t i = 0; i < settings.increments; ++i) {
            add_one_as_set(settings, worker, counter, locks);
            // Without work of its own a worker would read again what it has just written, and count alone.
            compute_about(worker, settings.between_us);
        }
    };
    if (!settings.gate)
        return count_as_started(stage, settings, counter, count);

    Team team = stage.team(settings.workers);
    team.run([&](Worker& worker) {
        for (int round = 0; round < settings.rounds; ++round) {
            round_start.meet(worker);
            count(worker);
            round_end.meet(worker);
            if (worker.index() == 0)
                counts[round] = counter.value();
            round_end.meet(worker);
            counter.set_value(0);
        }
    });
    return {{counts, counts + settings.rounds}, counter.value(), team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    // Workers with memory of their own count alone; the others count together.
    const bool own_memory = counts_in_own_memory(settings, backend);
    const std::int64_t expected = own_memory ? settings.increments : settings.increments * settings.workers;
    std::int64_t lost = 0;
    for (const std::int64_t count : measured.counts)
        lost += expected - count;
    const std::set<std::int64_t> distinct(measured.counts.begin(), measured.counts.end());

    Outcome outcome;
    outcome.value("expected", expected);
    outcome.value("actual", measured.counts);
    outcome.value("lost_updates", lost);
    outcome.value("distinct_results", distinct.size());
    outcome.value("work_ms", measured.wall_ms);
    outcome.say("counter", measured.counts.back(), expected);
    if (own_memory) {
        outcome.value("counter_of_parent", measured.counter_of_parent);
        outcome.check("processes-race-less")
            .claims("Processes count in memory of their own, so no update is lost.")
            .at_any_load()
            .expects(exactly(0, "updates"))
            .measured(lost)
            .remark("but the parent's counter is still " + std::to_string(measured.counter_of_parent) +
                    ": nothing was shared, so the sum is nowhere");
        return outcome;
    }
    if (settings.locking == Locking::addition) {
        outcome.check("lock-prevents-race")
            .claims("With a lock around each addition no update is lost.")
            .at_any_load()
            .expects(exactly(0, "updates"))
            .measured(lost);
        return outcome;
    }
    const bool parallel = Stage::usable_cpus() > 1;
    const std::string one_processor =
        "on one processor an update is lost only when a worker is preempted between read and write";
    const std::string no_gate =
        "the one started first may be done before the next one begins, so it is luck whether they meet";
    outcome.check("race-loses-updates")
        .claims(settings.locking == Locking::nowhere
                    ? "Without a lock, updates are lost."
                    : "A lock that does not keep all others out from the read to the write loses updates.")
        .expects(above(0, "updates"))
        .measured(lost)
        .decidable_if(settings.gate || lost > 0, no_gate)
        .decidable_if(parallel, one_processor);
    outcome.check("race-depends-on-order")
        .claims("The same program gives different results from round to round.")
        .expects(above(1, "distinct results"))
        .measured(distinct.size())
        .decidable_if(settings.gate || distinct.size() > 1, no_gate)
        .decidable_if(settings.rounds > 1, "it takes at least 2 rounds to differ")
        .decidable_if(parallel, one_processor);
    return outcome;
}

/// Returns how many records an addition writes at most, without what computing writes.
std::uint64_t most_records_of(Locking locking) {
    constexpr std::uint64_t of_steps = 2; // read and write
    constexpr std::uint64_t of_lock = 3;  // wait, acquire and release
    switch (locking) {
    case Locking::nowhere:
        return of_steps;
    case Locking::steps:
        return of_steps + 2 * of_lock;
    case Locking::addition:
    case Locking::own:
    case Locking::write:
        break;
    }
    return of_steps + of_lock;
}

void validate(const Settings& settings) {
    if (!settings.gate && settings.rounds * settings.workers > most_workers_without_gate)
        throw UsageError("without the gate each round has workers of its own, and " +
                         std::to_string(settings.rounds) + " rounds with " +
                         std::to_string(settings.workers) + " workers would be more than " +
                         std::to_string(most_workers_without_gate) + "; choose fewer rounds");
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "lost-update",
    .title = "The lost update",
    .group = Group::races_and_locks,
    .order = 10,
    .about =
        "Workers add one to a common counter without a lock. Additions are lost, and how many depends on the order of their steps.",
    .backends = {Backend::threads, Backend::processes},
    .parameters =
        {worker_count("workers", &Settings::workers, 2, 2, 16, "", "workers that count").controlled(2, 6),
         integer("increments", &Settings::increments, 2'500, 1, 100'000, "",
                 "additions of each worker in a round")
             .controlled(1, 20),
         integer("rounds", &Settings::rounds, 20, 1, 100, "", "how often the count is repeated from 0")
             .controlled(1, 1),
         real(
             "between", &Settings::between_us, 0.5, 0, 200, "µs",
             "time between reading the counter and writing it, and from there to the next addition, on average")
             .controlled(0.0, 0),
         choice(
             "lock", &Settings::locking, Locking::nowhere,
             {{"none", Locking::nowhere},
              {"addition", Locking::addition},
              {"own", Locking::own},
              {"write", Locking::write},
              {"steps", Locking::steps}},
             "hold a lock for each addition, one of the worker's own, for the write only, or for each step"),
         flag("shared", &Settings::shared, false, "processes: put the counter in shared memory"),
         flag("gate", &Settings::gate, true,
              "let the workers of a round begin together; else each begins as it is started")},
    .most_lanes = 1 + most_workers_without_gate,
    .validate = validate,
    .expected_records =
        [](const Settings& settings) {
            const std::uint64_t of_an_increment =
                most_records_of(settings.locking) + 2 * records_of_computing(2 * settings.between_us);
            const auto workers = static_cast<std::uint32_t>(settings.workers);
            const auto rounds = static_cast<std::uint32_t>(settings.rounds);
            const auto increments = static_cast<std::uint64_t>(settings.increments);
            if (!settings.gate)
                return ExpectedRecords{1 + workers * rounds, of_an_increment * increments};
            return ExpectedRecords{1 + workers, of_an_increment * rounds * increments};
        },
    .run = run,
    .check = check,
    .why_not_controlled = can_be_controlled,
};

} // namespace
} // namespace interleave::catalogue::lost_update
