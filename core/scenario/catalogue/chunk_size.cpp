// A long list of short items, mapped by a pool in chunks. Chunks too small cost in handing out, chunks too
// large leave workers without.
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/process_pool.h"
#include "core/work/thread_pool.h"

#include <algorithm>
#include <numeric>

namespace interleave {
namespace {

/// Milliseconds of each repeat, sorted.
template <typename Pool>
std::vector<double> map_repeatedly(Pool& pool, const std::vector<int>& items, std::uint64_t units,
                                   std::size_t chunk, int repeats) {
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        const std::uint64_t began = monotonic_raw_ns();
        pool.map(
            "chunks of " + std::to_string(chunk),
            [units](int item) {
                compute(units);
                return item;
            },
            items, chunk);
        times.push_back(1e-6 * static_cast<double>(monotonic_raw_ns() - began));
    }
    std::sort(times.begin(), times.end());
    return times;
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
    const auto median_ms = [&](std::size_t size) {
        return map_repeatedly(pool, items, units, size, repeats)[static_cast<std::size_t>(repeats / 2)];
    };
    const double single_ms = median_ms(1);
    const double chosen_ms = median_ms(chunk);
    const double whole_ms = median_ms(all);

    Outcome outcome;
    outcome.values = {{"one_item_ms", single_ms},
                      {"chunk_ms", chosen_ms},
                      {"whole_list_ms", whole_ms},
                      {"chunks", (all + chunk - 1) / chunk},
                      {"work_ms", chosen_ms}};
    const bool in_the_middle = chunk > 1 && chunk * static_cast<std::size_t>(workers) <= all;
    const int parallel = std::min(workers, Stage::usable_cpus());
    const std::string only_in_the_middle =
        "this is claimed of a chunk above 1 of which every worker gets at least one";
    outcome.checks.push_back({.name = "single-items-cost-more",
                              .claim = "Handing out every item alone takes longer than handing out chunks.",
                              .expected = 1,
                              .measured = single_ms / chosen_ms,
                              .unit = "× the time with chunks",
                              .comparison = Comparison::above,
                              .decidable = in_the_middle,
                              .why = in_the_middle ? "" : only_in_the_middle});
    outcome.checks.push_back({.name = "one-chunk-is-serial",
                              .claim = "With the whole list as one chunk a single worker does it all.",
                              .expected = 1,
                              .measured = whole_ms / chosen_ms,
                              .unit = "× the time with chunks",
                              .comparison = Comparison::above,
                              .decidable = in_the_middle && parallel > 1,
                              .why = parallel < 2    ? "this needs two workers and two processors"
                                     : in_the_middle ? ""
                                                     : only_in_the_middle});
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
                   real("work", 20, 0, 1000, "µs", "processor time of an item"),
                   integer("repeats", 5, 1, 50, "", "how often each is measured; the median counts")},
    .most_lanes = 34,
    .run = run,
}};

} // namespace
} // namespace interleave
