// SPDX-License-Identifier: GPL-3.0-or-later
// A long list of short items, mapped by a pool in chunks. Chunks too small cost in handing out, chunks too
// large leave workers without.
#include "core/scenario/median.h"
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/process_pool.h"
#include "core/work/thread_pool.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace interleave {
namespace {

/// What an item took of the clock, and of a processor.
struct Spent {
    std::int64_t wall_ns;
    std::int64_t processor_ns;
};

Spent work_on(std::uint64_t units) {
    const auto began = static_cast<std::int64_t>(monotonic_raw_ns());
    const std::int64_t had = thread_processor_ns();
    compute(units);
    return {static_cast<std::int64_t>(monotonic_raw_ns()) - began, thread_processor_ns() - had};
}

template <typename Pool>
Outcome compare_chunks(Stage& stage) {
    const int workers = stage.count("workers");
    const int repeats = stage.count("repeats");
    const std::uint64_t units = units_for_ms(stage.real("work") / 1000);
    const auto all = static_cast<std::size_t>(stage.integer("items"));
    const auto chunk = std::min(static_cast<std::size_t>(stage.integer("chunk")), all);
    std::vector<int> items(all);
    std::iota(items.begin(), items.end(), 0);

    Pool pool("pool", workers);
    Spent all_spent{0, 0};
    const auto map_ms = [&](std::size_t size) {
        const std::uint64_t began = monotonic_raw_ns();
        const auto spent = pool.map(
            "chunks of " + std::to_string(size), [units](int) { return work_on(units); }, items, size);
        const double wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
        for (const Spent& one : spent) {
            all_spent.wall_ns += one.wall_ns;
            all_spent.processor_ns += one.processor_ns;
        }
        return wall_ms;
    };
    std::vector<double> single;
    std::vector<double> chosen;
    std::vector<double> whole;
    for (int i = 0; i < repeats; ++i) { // in turns, so that what disturbs one disturbs all
        single.push_back(map_ms(1));
        chosen.push_back(map_ms(chunk));
        whole.push_back(map_ms(all));
    }
    const double single_ms = median(single);
    const double chosen_ms = median(chosen);
    const double whole_ms = median(whole);

    Outcome outcome;
    outcome.values = {{"one_item_ms", single_ms},
                      {"chunk_ms", chosen_ms},
                      {"whole_list_ms", whole_ms},
                      {"chunks", (all + chunk - 1) / chunk},
                      {"work_ms", chosen_ms}};
    std::string cannot_tell;
    if (chunk < 2 || chunk * static_cast<std::size_t>(workers) > all)
        cannot_tell = "this is claimed of a chunk above 1 of which every worker gets at least one";
    else if (workers > Stage::usable_cpus())
        cannot_tell = "more workers than processors: they take turns, whatever the chunks";
    else if (all_spent.processor_ns < all_spent.wall_ns / 10 * 9)
        cannot_tell = "other programs used the processors at the same time";
    const bool parallel = workers > 1;
    outcome.checks.push_back({.name = "single-items-cost-more",
                              .claim = "Handing out every item alone takes longer than handing out chunks.",
                              .expected = 1,
                              .measured = single_ms / chosen_ms,
                              .unit = "× the time with chunks",
                              .comparison = Comparison::above,
                              .decidable = cannot_tell.empty(),
                              .why = cannot_tell});
    outcome.checks.push_back({.name = "one-chunk-is-serial",
                              .claim = "With the whole list as one chunk a single worker does it all.",
                              .expected = 1,
                              .measured = whole_ms / chosen_ms,
                              .unit = "× the time with chunks",
                              .comparison = Comparison::above,
                              .decidable = cannot_tell.empty() && parallel,
                              .why = parallel ? cannot_tell : "this needs two workers"});
    return outcome;
}

Outcome run(Stage& stage) {
    return stage.backend() == Backend::processes ? compare_chunks<ProcessPool>(stage)
                                                 : compare_chunks<ThreadPool>(stage);
}

const Registration registration{{
    .name = "chunk-size",
    .title = "Chunks: the grain of tasks",
    .group = Group::pools,
    .order = 50,
    .about = "Two thousand short items, handed out one by one, in chunks, and all at once. The best lies in "
             "the middle.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("workers", std::clamp(Stage::usable_cpus(), 2, 8), 1, 32, "",
                           "workers in the pool"),
                   integer("items", 2000, 1, 20'000, "", "items in the list"),
                   integer("chunk", 50, 1, 20'000, "", "items that make one task"),
                   real("work", 20, 1, 1000, "µs", "processor time of an item"),
                   integer("repeats", 5, 1, 50, "", "how often each is measured; the median counts")},
    .most_lanes = 34,
    .run = run,
}};

} // namespace
} // namespace interleave
