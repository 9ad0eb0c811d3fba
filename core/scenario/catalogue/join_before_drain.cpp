// SPDX-License-Identifier: GPL-3.0-or-later
// A child puts its results into a queue, and its parent waits for the child's end before it reads them. If
// the queue is too small for all of them, the child waits for room and the parent for the child.
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/sync/queue.h"
#include "core/work/process.h"

#include <chrono>

namespace interleave::catalogue::join_before_drain {
namespace {

struct Settings {
    int results;
    std::uint32_t capacity;
    bool join_first;
    std::chrono::milliseconds limit;
};

struct Measured {
    int sent;
    int received;
    bool gave_up;     ///< the child, before it had sent all
    double joined_ms; ///< how long the parent was in join
};

Measured run(Stage& stage, const Settings& settings) {
    auto& results = stage.share<Queue<int>>("results", settings.capacity);
    auto& sent = stage.share<int>(0);

    Process child("child", [&] {
        // Without the limit it would wait for room for ever.
        while (sent < settings.results && results.send_for(sent + 1, settings.limit))
            ++sent;
        results.close(); // so that the reader knows when it has all of them
    });
    double joined_ms = 0;
    const auto join = [&] {
        const std::uint64_t began = monotonic_raw_ns();
        child.join();
        joined_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    };
    int received = 0;
    if (settings.join_first)
        join(); // nobody reads, so the child cannot go on
    while (results.receive())
        ++received;
    if (!settings.join_first)
        join();
    return {sent, received, sent < settings.results, joined_ms};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const int capacity = static_cast<int>(settings.capacity);

    Outcome outcome;
    outcome.value("results", settings.results);
    outcome.value("sent", measured.sent);
    outcome.value("received", measured.received);
    outcome.value("gave_up", measured.gave_up);
    outcome.value("joined_ms", measured.joined_ms);
    if (!settings.join_first)
        outcome.check("reading-first-ends")
            .claims("If the parent reads before it joins, the child always gets room and ends.")
            .expects(exactly(settings.results, "results"))
            .measured(measured.sent);
    else if (settings.results > capacity)
        outcome.check("both-wait")
            .claims("The child stops at a full queue, because its parent joins before it reads.")
            .at_any_load()
            .expects(exactly(capacity, "results sent"))
            .measured(measured.sent);
    else
        outcome.check("it-fits-by-luck")
            .claims("As long as all results fit into the queue, the mistake does no harm.")
            .at_any_load()
            .expects(exactly(settings.results, "results sent"))
            .measured(measured.sent);
    outcome.check("nothing-is-lost")
        .claims("What was sent can be read also after the sender's end.")
        .at_any_load()
        .expects(exactly(measured.sent, "results received"))
        .measured(measured.received);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "join-before-drain",
    .title = "Joined before its queue is read",
    .group = Group::threads_and_processes,
    .order = 45,
    .about =
        "A parent joins its child before it reads the child's results. The queue is full, so the child waits for room, and the parent for the child.",
    .backends = {Backend::processes},
    .parameters = {integer("results", &Settings::results, 20, 1, 1000, "", "results that the child sends"),
                   integer("capacity", &Settings::capacity, 8, 1, 64, "",
                           "results that the queue has room for"),
                   choice("first", &Settings::join_first, true, {{"join", true}, {"read", false}},
                          "what the parent does first"),
                   integer("limit", &Settings::limit, 400, 1, 5000, "ms",
                           "how long the child waits for room before it gives up")},
    .most_lanes = 2,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::join_before_drain
