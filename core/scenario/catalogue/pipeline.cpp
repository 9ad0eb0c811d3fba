// SPDX-License-Identifier: GPL-3.0-or-later
// Three stages stand in a row, and each hands its items on to the next. The pipeline is as fast as its
// narrowest stage.
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/sync/queue.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace interleave::catalogue::pipeline {
namespace {

struct Settings {
    int items;
    int replicas;
    std::chrono::milliseconds read;
    std::chrono::milliseconds filter;
    std::chrono::milliseconds write;
    std::uint32_t capacity;
};

/// The last stage records here how many items arrived and when.
struct Arrivals {
    std::uint64_t first_ns = 0;
    std::uint64_t last_ns = 0;
    int count = 0;
};

struct Measured {
    Arrivals arrivals;
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& unfiltered = stage.share<Queue<int>>("unfiltered", settings.capacity);
    auto& filtered = stage.share<Queue<int>>("filtered", settings.capacity);
    auto& active_filters = stage.share<std::atomic<int>>(settings.replicas);
    auto& arrivals = stage.share<Arrivals>();

    const auto read = [&] {
        for (int item = 0; item < settings.items; ++item) {
            sleep_for(settings.read);
            unfiltered.send(item);
        }
        unfiltered.close();
    };
    const auto filter = [&] {
        while (const auto item = unfiltered.receive()) {
            sleep_for(settings.filter);
            filtered.send(*item);
        }
        if (--active_filters == 0)
            filtered.close(); // only the last replica does this
    };
    const auto write = [&] {
        while (filtered.receive()) {
            sleep_for(settings.write);
            arrivals.last_ns = monotonic_raw_ns();
            if (arrivals.count++ == 0)
                arrivals.first_ns = arrivals.last_ns;
        }
    };

    std::vector<std::string> names{"read", "write"};
    for (std::string& name : numbered_names("filter", settings.replicas))
        names.insert(names.end() - 1, std::move(name));
    Team team = stage.team(names);
    team.run([&](Worker& worker) {
        if (worker.index() == 0)
            read();
        else if (worker.index() <= settings.replicas)
            filter();
        else
            write();
    });
    return {arrivals, team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const Arrivals& arrivals = measured.arrivals;
    const double narrowest_ms = std::max({static_cast<double>(settings.read.count()),
                                          static_cast<double>(settings.filter.count()) / settings.replicas,
                                          static_cast<double>(settings.write.count())});
    const double steady_ms = 1e-6 * static_cast<double>(arrivals.last_ns - arrivals.first_ns);
    const double rate = steady_ms > 0 ? 1e3 * (arrivals.count - 1) / steady_ms : 0;
    const std::chrono::milliseconds one_by_one =
        settings.items * (settings.read + settings.filter + settings.write);

    Outcome outcome;
    outcome.value("items", arrivals.count);
    outcome.value("items_per_s", rate);
    outcome.value("one_by_one_ms", static_cast<double>(one_by_one.count()));
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("narrowest-stage-sets-the-rate")
        .claims(
            "A pipeline passes one item in the time of its narrowest stage: the greatest stage time divided by replicas.")
        .expects(exactly(1e3 / narrowest_ms, "items/s"))
        .tolerance(0.15)
        .measured(rate)
        .decidable_if(settings.items >= 10 * settings.replicas, "too few items for a rate; take more");
    outcome.check("nothing-lost")
        .claims("Every item comes out at the end, once.")
        .at_any_load()
        .expects(exactly(settings.items, "items"))
        .measured(arrivals.count);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "pipeline",
    .title = "A pipeline of stages",
    .group = Group::pools,
    .order = 70,
    .about =
        "Items are read, filtered and written, each step by workers of its own. The narrowest step sets the rate; more workers help there and nowhere else.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("items", &Settings::items, 60, 2, 1000, "", "items to pass through"),
                   integer("replicas", &Settings::replicas, 2, 1, 16, "", "workers of the filter stage"),
                   integer("read", &Settings::read, 6, 1, 200, "ms", "time of the first stage for an item"),
                   integer("filter", &Settings::filter, 20, 1, 200, "ms",
                           "time of the filter stage for an item"),
                   integer("write", &Settings::write, 6, 1, 200, "ms", "time of the last stage for an item"),
                   integer("capacity", &Settings::capacity, 4, 1, 64, "",
                           "room in the queues between the stages")},
    .most_lanes = 19,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::pipeline
