// SPDX-License-Identifier: GPL-3.0-or-later
// A pool maps a function over a long list of short items, in chunks. If the chunks are too small, handing
// them out costs too much; if they are too large, some workers get none.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/process_pool.h"
#include "core/work/thread_pool.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace interleave::catalogue::chunk_size {
namespace {

struct Settings {
    int workers;
    std::size_t items;
    std::size_t chunk;
    double work_us;
    int repeats;

    std::size_t items_a_chunk() const { return std::min(chunk, items); }
};

/// Says how long an item took and how much processor time it used.
struct TimeSpent {
    std::int64_t wall_ns;
    std::int64_t processor_ns;
};

struct Measured {
    double single_ms; ///< each item on its own
    double chosen_ms; ///< in chunks as set
    double whole_ms;  ///< the whole list in one chunk
    TimeSpent spent;  ///< on all items
};

TimeSpent work_on(std::uint64_t units) {
    const auto began = static_cast<std::int64_t>(monotonic_raw_ns());
    const std::int64_t processor_before = thread_processor_ns();
    compute(units);
    return {static_cast<std::int64_t>(monotonic_raw_ns()) - began, thread_processor_ns() - processor_before};
}

template <typename Pool>
Measured compare_chunks(const Settings& settings) {
    const std::uint64_t units = units_for_ms(settings.work_us / 1000);
    std::vector<int> items(settings.items);
    std::iota(items.begin(), items.end(), 0);

    Pool pool("pool", settings.workers);
    TimeSpent total{0, 0};
    const auto map_ms = [&](std::size_t size) {
        const std::uint64_t began = monotonic_raw_ns();
        const auto spent = pool.map(
            "chunks of " + std::to_string(size), [units](int) { return work_on(units); }, items, size);
        const double wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
        for (const TimeSpent& item : spent) {
            total.wall_ns += item.wall_ns;
            total.processor_ns += item.processor_ns;
        }
        return wall_ms;
    };
    std::vector<double> single;
    std::vector<double> chosen;
    std::vector<double> whole;
    // The three sizes take turns, so that a slow phase of the machine affects all of them.
    for (int i = 0; i < settings.repeats; ++i) {
        single.push_back(map_ms(1));
        chosen.push_back(map_ms(settings.items_a_chunk()));
        whole.push_back(map_ms(settings.items));
    }
    return {median(single), median(chosen), median(whole), total};
}

Measured run(Stage& stage, const Settings& settings) {
    return stage.backend() == Backend::processes ? compare_chunks<ProcessPool>(settings)
                                                 : compare_chunks<ThreadPool>(settings);
}

/// Says why this run cannot show the effect of chunks; empty if it can.
std::string undecidable_reason(const Settings& settings, const TimeSpent& spent) {
    const std::size_t chunk = settings.items_a_chunk();
    if (chunk < 2 || chunk * static_cast<std::size_t>(settings.workers) > settings.items)
        return "this is claimed for chunks of more than one item, with at least one chunk for every worker";
    if (settings.workers > Stage::usable_cpus())
        return "more workers than processors: they take turns, whatever the chunks";
    if (spent.processor_ns < spent.wall_ns / 10 * 9)
        return "other programs used the processors at the same time";
    return {};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const std::size_t chunk = settings.items_a_chunk();
    const std::size_t chunks = (settings.items + chunk - 1) / chunk;
    const std::string reason = undecidable_reason(settings, measured.spent);
    // What it costs to hand one chunk out, by the time of single items.
    const double shared_ms = measured.whole_ms / static_cast<double>(settings.workers);
    const double hand_out_ms = (measured.single_ms - shared_ms) / static_cast<double>(settings.items);
    const bool is_coarse = shared_ms + hand_out_ms * static_cast<double>(chunks) < 0.9 * measured.whole_ms;

    Outcome outcome;
    outcome.value("one_item_ms", measured.single_ms);
    outcome.value("chunk_ms", measured.chosen_ms);
    outcome.value("whole_list_ms", measured.whole_ms);
    outcome.value("chunks", chunks);
    outcome.value("work_ms", measured.chosen_ms);
    outcome.check("single-items-cost-more")
        .claims("Handing out every item alone takes longer than handing out chunks.")
        .expects(above(1, "× the time with chunks"))
        .measured(measured.single_ms / measured.chosen_ms)
        .decidable_if(reason.empty(), reason);
    outcome.check("one-chunk-is-serial")
        .claims("With the whole list as one chunk a single worker does it all.")
        .expects(above(1, "× the time with chunks"))
        .measured(measured.whole_ms / measured.chosen_ms)
        .decidable_if(settings.workers > 1, "this needs two workers")
        .decidable_if(reason.empty(), reason)
        .decidable_if(is_coarse, "so many chunks cost what more workers gain; choose a larger chunk");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "chunk-size",
    .title = "Chunks: the grain of tasks",
    .group = Group::pools,
    .order = 50,
    .about =
        "Two thousand short items, handed out one by one, in chunks, and all at once. The best lies in the middle.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, std::clamp(Stage::usable_cpus(), 2, 8), 1, 32,
                                "", "workers in the pool"),
                   integer("items", &Settings::items, 2000, 1, 20'000, "", "items in the list"),
                   integer("chunk", &Settings::chunk, 50, 1, 20'000, "", "items that make one task"),
                   real("work", &Settings::work_us, 20, 1, 1000, "µs", "processor time of an item"),
                   integer("repeats", &Settings::repeats, 5, 1, 50, "",
                           "how often each is measured; the median counts")},
    .most_lanes = 34,
    .expected_records =
        [](const Settings& settings) {
            const std::size_t chunks =
                (settings.items + settings.items_a_chunk() - 1) / settings.items_a_chunk();
            const std::size_t tasks =
                static_cast<std::size_t>(settings.repeats) * (settings.items + chunks + 1);
            const std::size_t of_items = 3 * static_cast<std::size_t>(settings.repeats) * settings.items *
                                         records_of_computing(settings.work_us);
            return ExpectedRecords{1 + static_cast<std::uint32_t>(settings.workers), 5 * tasks + of_items};
        },
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: the cost of tasks",
};

} // namespace
} // namespace interleave::catalogue::chunk_size
