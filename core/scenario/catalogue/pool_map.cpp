// SPDX-License-Identifier: GPL-3.0-or-later
// A pool of workers maps a function over a list. The items are processed in any order; the results come in
// the order of the items.
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/process_pool.h"
#include "core/work/thread_pool.h"

#include <atomic>
#include <numeric>
#include <set>
#include <unistd.h>
#include <vector>

namespace interleave::catalogue::pool_map {
namespace {

struct Settings {
    int workers;
    int items;
    std::size_t chunk;
    double work_ms;
};

struct Answer {
    std::int64_t square;
    int finished_as;  ///< 1 for the item that was finished first
    pid_t worker_tid; ///< thread that computed it
};

struct Measured {
    std::vector<Answer> answers; ///< of 1, 2, 3 …
    double wall_ms;
};

template <typename Pool>
Measured map_squares(Stage& stage, const Settings& settings) {
    auto& finished = stage.share<std::atomic<int>>(0);
    std::vector<int> numbers(static_cast<std::size_t>(settings.items));
    std::iota(numbers.begin(), numbers.end(), 1);
    const auto square = [&finished, settings](int number) {
        compute_ms(settings.work_ms * (settings.items + 1 - number)); // the first item takes longest
        return Answer{std::int64_t{number} * number, ++finished, gettid()};
    };

    Pool pool("pool", settings.workers);
    const std::uint64_t began = monotonic_raw_ns();
    const std::vector<Answer> answers = pool.map("square", square, numbers, settings.chunk);
    const double wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    return {answers, wall_ms};
}

Measured run(Stage& stage, const Settings& settings) {
    return stage.backend() == Backend::processes ? map_squares<ProcessPool>(stage, settings)
                                                 : map_squares<ThreadPool>(stage, settings);
}

Outcome check(const Settings& settings, const Measured& measured) {
    std::vector<std::int64_t> results;
    std::vector<std::int64_t> finished_as;
    std::set<pid_t> worker_tids;
    int in_place = 0;
    for (std::int64_t number = 1; const Answer& answer : measured.answers) {
        results.push_back(answer.square);
        finished_as.push_back(answer.finished_as);
        worker_tids.insert(answer.worker_tid);
        in_place += answer.square == number * number ? 1 : 0;
        ++number;
    }

    Outcome outcome;
    outcome.value("results", results);
    outcome.value("finished_as", finished_as);
    outcome.value("workers_that_took_part", worker_tids.size());
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("pool-keeps-order")
        .claims("The results stand in the order of the items, whoever finished first.")
        .at_any_load()
        .expects(exactly(settings.items, "results at their place"))
        .measured(in_place);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "pool-map",
    .title = "A pool maps a function over a list",
    .group = Group::pools,
    .order = 10,
    .about =
        "Four workers square the numbers from 1 to 5. They finish in any order, and the results still come as 1, 4, 9, 16, 25.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {worker_count("workers", &Settings::workers, 4, 1, 32, "", "workers in the pool"),
                   integer("items", &Settings::items, 5, 1, 50, "", "numbers to square"),
                   integer("chunk", &Settings::chunk, 1, 1, 50, "", "neighbouring items that make one task"),
                   real("work", &Settings::work_ms, 20, 0, 100, "ms",
                        "processor time of the last item; the one before takes twice that, and so on")},
    .most_lanes = 34,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: speedups",
};

} // namespace
} // namespace interleave::catalogue::pool_map
