// SPDX-License-Identifier: GPL-3.0-or-later
// Three stages in a row, each handing on to the next. The pipeline is as fast as its narrowest stage.
#include "core/scenario/stage.h"
#include "core/sync/queue.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace interleave {
namespace {

using Milliseconds = std::chrono::milliseconds;

/// What the last stage notes.
struct Arrivals {
    std::uint64_t first_ns = 0;
    std::uint64_t last_ns = 0;
    int count = 0;
};

Outcome run(Stage& stage) {
    const int items = stage.count("items");
    const int filters = stage.count("replicas");
    const Milliseconds read_time(stage.integer("read"));
    const Milliseconds filter_time(stage.integer("filter"));
    const Milliseconds write_time(stage.integer("write"));
    const auto capacity = static_cast<std::uint32_t>(stage.integer("capacity"));
    auto& to_filter = stage.share<Queue<int>>("to filter", capacity);
    auto& to_write = stage.share<Queue<int>>("to write", capacity);
    auto& filtering = stage.share<std::atomic<int>>(filters);
    auto& arrivals = stage.share<Arrivals>();

    const auto read = [&] {
        for (int item = 0; item < items; ++item) {
            sleep_for(read_time);
            to_filter.send(item);
        }
        to_filter.close();
    };
    const auto filter = [&] {
        while (const auto item = to_filter.receive()) {
            sleep_for(filter_time);
            to_write.send(*item);
        }
        if (--filtering == 0)
            to_write.close(); // the last of the replicas
    };
    const auto write = [&] {
        while (to_write.receive()) {
            sleep_for(write_time);
            arrivals.last_ns = monotonic_raw_ns();
            if (arrivals.count++ == 0)
                arrivals.first_ns = arrivals.last_ns;
        }
    };

    std::vector<std::string> names{"read", "write"};
    for (std::string& name : numbered_names("filter", filters))
        names.insert(names.end() - 1, std::move(name));
    Team team = stage.team(names);
    team.run([&](Worker& me) {
        if (me.index() == 0)
            read();
        else if (me.index() <= filters)
            filter();
        else
            write();
    });

    const double narrowest_ms =
        std::max({static_cast<double>(read_time.count()), static_cast<double>(filter_time.count()) / filters,
                  static_cast<double>(write_time.count())});
    const double steady_ms = 1e-6 * static_cast<double>(arrivals.last_ns - arrivals.first_ns);
    const double rate = steady_ms > 0 ? 1e3 * (arrivals.count - 1) / steady_ms : 0;
    const double one_by_one_ms = static_cast<double>(items * (read_time + filter_time + write_time).count());

    Outcome outcome;
    outcome.values = {{"items", arrivals.count},
                      {"items_per_s", rate},
                      {"one_by_one_ms", one_by_one_ms},
                      {"work_ms", team.wall_ms()}};
    outcome.checks.push_back(
        {.name = "narrowest-stage-sets-the-rate",
         .claim = "A pipeline passes one item per time of its narrowest stage: the greatest of stage time "
                  "divided by replicas.",
         .expected = 1e3 / narrowest_ms,
         .measured = rate,
         .unit = "items/s",
         .tolerance = 0.15,
         .decidable = items >= 10 * filters,
         .why = items >= 10 * filters ? "" : "too few items for a rate; take more"});
    outcome.checks.push_back({.name = "nothing-lost",
                              .claim = "Every item comes out at the end, once.",
                              .expected = static_cast<double>(items),
                              .measured = static_cast<double>(arrivals.count),
                              .unit = "items"});
    return outcome;
}

const Registration registration{{
    .name = "pipeline",
    .title = "A pipeline of stages",
    .group = Group::pools,
    .order = 70,
    .about = "Items are read, filtered and written, each step by workers of its own. The narrowest step sets "
             "the rate; more workers help there and nowhere else.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("items", 60, 2, 1000, "", "items to pass through"),
                   integer("replicas", 2, 1, 16, "", "workers of the filter stage"),
                   integer("read", 6, 1, 200, "ms", "time of the first stage for an item"),
                   integer("filter", 20, 1, 200, "ms", "time of the filter stage for an item"),
                   integer("write", 6, 1, 200, "ms", "time of the last stage for an item"),
                   integer("capacity", 4, 1, 64, "", "room in the queues between the stages")},
    .most_lanes = 19,
    .run = run,
}};

} // namespace
} // namespace interleave
