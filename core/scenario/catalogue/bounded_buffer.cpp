// SPDX-License-Identifier: GPL-3.0-or-later
// Producers put items into a small buffer, consumers take them out. The slower side sets the pace of both.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/queue.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace interleave::catalogue::bounded_buffer {
namespace {

struct Settings {
    int producers;
    int consumers;
    std::uint32_t capacity;
    int items;
    std::chrono::milliseconds produce;
    std::chrono::milliseconds consume;
};

/// The consumers record here how many items they took, and when they took the first and the last one.
struct Times {
    std::atomic<std::uint64_t> first_ns{0};
    std::atomic<std::uint64_t> last_ns{0};
    std::atomic<int> taken{0};
};

struct Measured {
    int taken;
    double first_to_last_s;
    std::uint32_t capacity;
    std::uint64_t most_length; ///< items in the buffer, at most
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    auto& buffer = stage.share<Queue<int>>("buffer", settings.capacity);
    auto& next_item = stage.share<std::atomic<int>>(0);
    auto& active_producers = stage.share<std::atomic<int>>(settings.producers);
    auto& times = stage.share<Times>();

    std::vector<std::string> names = numbered_names("producer", settings.producers);
    for (std::string& name : numbered_names("consumer", settings.consumers))
        names.push_back(std::move(name));
    Team team = stage.team(names);
    team.run([&](Worker& worker) {
        if (worker.index() < settings.producers) {
            for (int item = next_item++; item < settings.items; item = next_item++) {
                sleep_for(settings.produce);
                buffer.send(item); // waits while the buffer is full
            }
            if (--active_producers == 0)
                buffer.close(); // no more items will come
        } else {
            while (buffer.receive()) { // waits while the buffer is empty
                const std::uint64_t now = monotonic_raw_ns();
                if (times.taken++ == 0)
                    times.first_ns = now;
                times.last_ns = now;
                sleep_for(settings.consume);
            }
        }
    });
    return {times.taken, 1e-9 * static_cast<double>(times.last_ns - times.first_ns), buffer.capacity(),
            buffer.most_length(), team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured) {
    // Both rates are in items per second. The first item of each consumer is taken at once, so it says
    // nothing about the rate.
    const double can_produce = 1e3 * settings.producers / static_cast<double>(settings.produce.count());
    const double can_consume = 1e3 * settings.consumers / static_cast<double>(settings.consume.count());
    const int steady_items =
        settings.items - std::min(settings.items, can_consume < can_produce ? settings.consumers : 1);
    const double rate = measured.first_to_last_s > 0 ? steady_items / measured.first_to_last_s : 0;

    Outcome outcome;
    outcome.value("items_taken", measured.taken);
    outcome.value("made_at_most_per_s", can_produce);
    outcome.value("used_at_most_per_s", can_consume);
    outcome.value("items_per_s", rate);
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("slower-side-sets-the-rate")
        .claims("The items pass at the rate of the slower side, whatever the capacity.")
        .expects(exactly(std::min(can_produce, can_consume), "items/s"))
        .tolerance(0.15)
        .measured(rate)
        .decidable_if(steady_items >= 10, "too few items for a rate; take more");
    outcome.check("nothing-lost")
        .claims("Every item that was made is taken, once.")
        .at_any_load()
        .expects(exactly(settings.items, "items"))
        .measured(measured.taken);
    outcome.check("never-over-capacity")
        .claims("The buffer never holds more than it has room for.")
        .at_any_load()
        .expects(at_most(measured.capacity, "items"))
        .measured(measured.most_length);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "bounded-buffer",
    .title = "Producers, consumers and a bounded buffer",
    .group = Group::coordination,
    .order = 45,
    .about =
        "A producer is faster than the consumers, and the buffer has room for four. It fills up, and then the producer has to wait: the slower side sets the pace.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {integer("producers", &Settings::producers, 1, 1, 16, "", "workers that make items"),
                   integer("consumers", &Settings::consumers, 2, 1, 16, "", "workers that use items"),
                   integer("capacity", &Settings::capacity, 4, 1, 64, "",
                           "items that the buffer has room for"),
                   integer("items", &Settings::items, 60, 1, 1000, "", "items made in all"),
                   integer("produce", &Settings::produce, 8, 1, 500, "ms", "time to make an item"),
                   integer("consume", &Settings::consume, 24, 1, 500, "ms", "time to use an item")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::bounded_buffer
