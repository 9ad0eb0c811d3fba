// SPDX-License-Identifier: GPL-3.0-or-later
// Each of two workers writes its own flag and then reads the other's. Whatever the order of the four steps,
// at least one of them should see the other's flag. With relaxed order both may miss it: a write waits in the
// processor's store buffer while the read that follows it goes ahead.
#include "core/scenario/catalogue_entry.h"
#include "core/work/spin_barrier.h"
#include "core/work/work.h"

#include <array>
#include <atomic>
#include <string>

namespace interleave::catalogue::store_buffer {
namespace {

struct Settings {
    std::int64_t rounds;
};

struct Flags {
    alignas(cache_line) std::atomic<int> flag[2][cache_line / sizeof(int)]; // the first of each line is used
    alignas(cache_line) int seen[2];
};

/// Counts how often the two workers read 00, 01, 10 and 11.
using Counts = std::array<std::int64_t, 4>;

struct Measured {
    Counts relaxed;
    Counts seq_cst;
};

template <std::memory_order store_order, std::memory_order load_order>
Counts count_results(Stage& stage, std::int64_t rounds, const std::string& name) {
    auto& flags = stage.share<Flags>();
    auto& start = stage.share<SpinBarrier>(2);
    auto& end = stage.share<SpinBarrier>(2);
    auto& counts = stage.share<Counts>();
    const Label both_missed("both read 0");

    stage.team(numbered_names(name, 2)).run([&](Worker& worker) {
        const int own = worker.index();
        const int other = 1 - own;
        for (std::int64_t round = 0; round < rounds; ++round) {
            flags.flag[own][0].store(0, std::memory_order_relaxed);
            start.meet(worker);
            flags.flag[own][0].store(1, store_order);
            const int seen = flags.flag[other][0].load(load_order);
            flags.seen[own] = seen;
            end.meet(worker);
            if (own == 0) {
                const int result = 2 * flags.seen[0] + flags.seen[1];
                ++counts[static_cast<std::size_t>(result)];
                if (result == 0)
                    mark(both_missed, static_cast<std::uint64_t>(round));
            }
            end.meet(worker);
        }
    });
    return counts;
}

Measured run(Stage& stage, const Settings& settings) {
    const Counts relaxed = count_results<std::memory_order_relaxed, std::memory_order_relaxed>(
        stage, settings.rounds, "relaxed");
    const Counts seq_cst = count_results<std::memory_order_seq_cst, std::memory_order_seq_cst>(
        stage, settings.rounds, "seq_cst");
    return {relaxed, seq_cst};
}

Outcome check(const Settings&, const Measured& measured) {
    const bool parallel = Stage::usable_cpus() > 1;
    const std::string one_processor = "on one processor every write is seen by what runs later";

    Outcome outcome;
    outcome.value("results", std::array{"00", "01", "10", "11"});
    outcome.value("relaxed", measured.relaxed);
    outcome.value("seq_cst", measured.seq_cst);
    outcome.check("relaxed-both-read-0")
        .claims("With relaxed order it happens that both workers read 0.")
        .expects(above(0, "rounds"))
        .measured(measured.relaxed[0])
        .decidable_if(parallel, one_processor);
    outcome.check("seq-cst-never-both-0")
        .claims("With sequentially consistent order it never happens.")
        .at_any_load()
        .expects(exactly(0, "rounds"))
        .measured(measured.seq_cst[0])
        .decidable_if(parallel, one_processor);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "store-buffer",
    .title = "The store buffer",
    .group = Group::races_and_locks,
    .order = 90,
    .about =
        "Two workers write a flag each and read the other's. With relaxed order both can miss it, which no order of their steps explains; with sequentially consistent order they never do.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("rounds", &Settings::rounds, 200'000, 1'000, 2'000'000, "",
                           "how often both write and read")},
    .run = run,
    .check = check,
    .why_not_controlled = "one lane at a time, a processor has nothing to reorder",
};

} // namespace
} // namespace interleave::catalogue::store_buffer
