// SPDX-License-Identifier: GPL-3.0-or-later
// Producers put items into a buffer with little room, consumers take them out. The slower side sets the pace
// of both.
#include "core/scenario/stage.h"
#include "core/sync/queue.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace interleave {
namespace {

/// When the first and the last item came out.
struct Times {
    std::atomic<std::uint64_t> first_ns{0};
    std::atomic<std::uint64_t> last_ns{0};
    std::atomic<int> taken{0};
};

Outcome run(Stage& stage) {
    const int producers = stage.count("producers");
    const int consumers = stage.count("consumers");
    const int items = stage.count("items");
    const std::chrono::milliseconds produce(stage.integer("produce"));
    const std::chrono::milliseconds consume(stage.integer("consume"));
    auto& buffer = stage.share<Queue<int>>("buffer", static_cast<std::uint32_t>(stage.integer("capacity")));
    auto& made = stage.share<std::atomic<int>>(0);
    auto& producing = stage.share<std::atomic<int>>(producers);
    auto& times = stage.share<Times>();

    std::vector<std::string> names = numbered_names("producer", producers);
    for (std::string& name : numbered_names("consumer", consumers))
        names.push_back(std::move(name));
    Team team = stage.team(names);
    team.run([&](Worker& me) {
        if (me.index() < producers) {
            for (int item = made++; item < items; item = made++) {
                sleep_for(produce);
                buffer.send(item); // waits while the buffer is full
            }
            if (--producing == 0)
                buffer.close(); // no more to come
        } else {
            while (buffer.receive()) { // waits while it is empty
                const std::uint64_t now = monotonic_raw_ns();
                if (times.taken++ == 0)
                    times.first_ns = now;
                times.last_ns = now;
                sleep_for(consume);
            }
        }
    });

    // Per second, once both are at it. The first item of each consumer is taken at once.
    const double can_produce = 1e3 * producers / static_cast<double>(produce.count());
    const double can_consume = 1e3 * consumers / static_cast<double>(consume.count());
    const double steady_s = 1e-9 * static_cast<double>(times.last_ns - times.first_ns);
    const int steady_items = items - std::min(items, can_consume < can_produce ? consumers : 1);
    const double rate = steady_s > 0 ? steady_items / steady_s : 0;

    Outcome outcome;
    outcome.values = {{"items_taken", times.taken.load()},
                      {"producers_could_per_s", can_produce},
                      {"consumers_could_per_s", can_consume},
                      {"items_per_s", rate},
                      {"work_ms", team.wall_ms()}};
    outcome.checks.push_back(
        {.name = "slower-side-sets-the-rate",
         .claim = "The items pass at the rate of the slower side, whatever the capacity.",
         .expected = std::min(can_produce, can_consume),
         .measured = rate,
         .unit = "items/s",
         .tolerance = 0.15,
         .decidable = steady_items >= 10,
         .why = steady_items >= 10 ? "" : "too few items for a rate; take more"});
    outcome.checks.push_back({.name = "nothing-lost",
                              .claim = "Every item that was made is taken, once.",
                              .expected = static_cast<double>(items),
                              .measured = static_cast<double>(times.taken.load()),
                              .unit = "items"});
    outcome.checks.push_back({.name = "never-over-capacity",
                              .claim = "The buffer never holds more than it has room for.",
                              .expected = static_cast<double>(buffer.capacity()),
                              .measured = static_cast<double>(buffer.most_length()),
                              .unit = "items",
                              .comparison = Comparison::at_most});
    return outcome;
}

const Registration registration{{
    .name = "bounded-buffer",
    .title = "Producers, consumers and a bounded buffer",
    .group = Group::coordination,
    .order = 45,
    .about = "A producer is faster than the consumers, and the buffer has room for four. It fills up, and "
             "then the producer has to wait: the slower side sets the pace.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("producers", 1, 1, 16, "", "workers that make items"),
                   integer("consumers", 2, 1, 16, "", "workers that use items"),
                   integer("capacity", 4, 1, 64, "", "items that the buffer has room for"),
                   integer("items", 60, 1, 1000, "", "items made in all"),
                   integer("produce", 8, 1, 500, "ms", "time to make an item"),
                   integer("consume", 24, 1, 500, "ms", "time to use an item")},
    .most_lanes = 33,
    .run = run,
}};

} // namespace
} // namespace interleave
