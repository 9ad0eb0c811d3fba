// SPDX-License-Identifier: GPL-3.0-or-later
// A pool of workers maps a function over a list. The items are done in any order; the results come in the
// order of the items.
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/process_pool.h"
#include "core/work/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <set>
#include <unistd.h>

namespace interleave {
namespace {

struct Answer {
    std::int64_t square;
    int finished_as; ///< 1 for the first item that was finished
    pid_t by;        ///< who did it
};

template <typename Pool>
Outcome map_squares(Stage& stage) {
    const int workers = stage.count("workers");
    const int items = stage.count("items");
    const auto chunk = static_cast<std::size_t>(stage.integer("chunk"));
    const double work_ms = stage.real("work");
    auto& finished = stage.share<std::atomic<int>>(0);

    std::vector<int> numbers(static_cast<std::size_t>(items));
    std::iota(numbers.begin(), numbers.end(), 1);
    const auto square = [&finished, items, work_ms](int number) {
        compute_ms(work_ms * (items + 1 - number)); // the first item takes longest
        return Answer{std::int64_t{number} * number, ++finished, gettid()};
    };

    Pool pool("pool", workers);
    const std::uint64_t began = monotonic_raw_ns();
    const std::vector<Answer> answers = pool.map("square", square, numbers, chunk);
    const double wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);

    Json results = Json::array();
    Json finished_as = Json::array();
    std::set<pid_t> who;
    int right = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        results.push_back(answers[i].square);
        finished_as.push_back(answers[i].finished_as);
        who.insert(answers[i].by);
        right += answers[i].square == std::int64_t{numbers[i]} * numbers[i] ? 1 : 0;
    }
    Outcome outcome;
    outcome.values = {{"results", results},
                      {"finished_as", finished_as},
                      {"workers_that_took_part", who.size()},
                      {"work_ms", wall_ms}};
    outcome.checks.push_back({.name = "pool-keeps-order",
                              .claim = "The results stand in the order of the items, whoever finished first.",
                              .expected = static_cast<double>(items),
                              .measured = static_cast<double>(right),
                              .unit = "results at their place"});
    return outcome;
}

Outcome run(Stage& stage) {
    return stage.backend() == Backend::processes ? map_squares<ProcessPool>(stage)
                                                 : map_squares<ThreadPool>(stage);
}

const Registration registration{{
    .name = "pool-map",
    .title = "A pool maps a function over a list",
    .group = Group::pools,
    .order = 10,
    .about = "Four workers square the numbers from 1 to 5. They finish in any order, and the results still "
             "come as 1, 4, 9, 16, 25.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {integer("workers", 4, 1, 32, "", "workers in the pool"),
                   integer("items", 5, 1, 200, "", "numbers to square"),
                   integer("chunk", 1, 1, 200, "", "neighbouring items that make one task"),
                   real("work", 20, 0, 100, "ms",
                        "processor time of the last item; the one before takes twice that, and so on")},
    .most_lanes = 34,
    .run = run,
}};

} // namespace
} // namespace interleave
