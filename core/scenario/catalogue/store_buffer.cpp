// SPDX-License-Identifier: GPL-3.0-or-later
// Each of two workers writes its own flag and then reads the other's. Whatever the order of the four steps,
// at least one of them should see the other's flag. With relaxed order both may miss it: a write waits in the
// processor's store buffer while the read that follows it goes ahead.
#include "core/scenario/stage.h"
#include "core/work/spin_barrier.h"
#include "core/work/work.h"

#include <array>
#include <atomic>

namespace interleave {
namespace {

struct Flags {
    alignas(cache_line) std::atomic<int> flag[2][cache_line / sizeof(int)]; // the first of each line is used
    alignas(cache_line) int seen[2];
};

/// What the two workers read: how often 00, 01, 10, 11.
using Counts = std::array<std::int64_t, 4>;

template <std::memory_order store_order, std::memory_order load_order>
Counts play(Stage& stage, std::int64_t rounds, const std::string& name) {
    auto& flags = stage.share<Flags>();
    auto& start = stage.share<SpinBarrier>(2);
    auto& end = stage.share<SpinBarrier>(2);
    auto& counts = stage.share<Counts>();
    const Label both_missed("both read 0");

    stage.team(numbered_names(name, 2)).run([&](Worker& worker) {
        const int me = worker.index();
        for (std::int64_t round = 0; round < rounds; ++round) {
            flags.flag[me][0].store(0, std::memory_order_relaxed);
            start.meet(worker);
            flags.flag[me][0].store(1, store_order);
            const int other = flags.flag[1 - me][0].load(load_order);
            flags.seen[me] = other;
            end.meet(worker);
            if (me == 0) {
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

Outcome run(Stage& stage) {
    const std::int64_t rounds = stage.integer("rounds");
    const Counts relaxed =
        play<std::memory_order_relaxed, std::memory_order_relaxed>(stage, rounds, "relaxed");
    const Counts strict =
        play<std::memory_order_seq_cst, std::memory_order_seq_cst>(stage, rounds, "seq_cst");

    Outcome outcome;
    outcome.values = {{"results", {"00", "01", "10", "11"}}, {"relaxed", relaxed}, {"seq_cst", strict}};
    const bool parallel = Stage::usable_cpus() > 1;
    const std::string why = parallel ? "" : "on one processor every write is seen by what runs later";
    outcome.checks.push_back({.name = "relaxed-both-read-0",
                              .claim = "With relaxed order it happens that both workers read 0.",
                              .expected = 0,
                              .measured = static_cast<double>(relaxed[0]),
                              .unit = "rounds",
                              .comparison = Comparison::above,
                              .decidable = parallel,
                              .why = why});
    outcome.checks.push_back({.name = "seq-cst-never-both-0",
                              .claim = "With sequentially consistent order it never happens.",
                              .expected = 0,
                              .measured = static_cast<double>(strict[0]),
                              .unit = "rounds",
                              .decidable = parallel,
                              .why = why});
    return outcome;
}

const Registration registration{{
    .name = "store-buffer",
    .title = "The store buffer",
    .group = Group::races_and_locks,
    .order = 90,
    .about = "Two workers write a flag each and read the other's. With relaxed order both can miss it, which "
             "no order of "
             "their steps explains; with sequentially consistent order they never do.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("rounds", 200'000, 1'000, 10'000'000, "", "how often both write and read")},
    .run = run,
}};

} // namespace
} // namespace interleave
