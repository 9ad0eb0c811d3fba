// SPDX-License-Identifier: GPL-3.0-or-later
// Workers ask servers and wait for the answers. A worker that waits needs no processor, so as many waits
// overlap as there are workers, with or without a GIL.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/pipe.h"
#include "core/work/process.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <chrono>
#include <deque>

namespace interleave::catalogue::io_bound {
namespace {

struct Settings {
    int workers;
    int tasks;
    std::chrono::milliseconds latency;
    int rounds;
};

struct Measured {
    double wall_ms;
};

constexpr int last_request = -1;

/// Two pipes connect a worker with its server, which is a process of its own.
struct Connection {
    explicit Connection(const std::string& number)
        : requests("requests " + number)
        , answers("answers " + number) {}
    Pipe requests;
    Pipe answers;
};

void serve(Connection& connection, std::chrono::milliseconds latency) {
    while (const auto request = connection.requests.receive<int>()) {
        if (*request == last_request)
            return;
        sleep_for(latency);
        connection.answers.send(*request);
    }
}

Measured run(Stage& stage, const Settings& settings) {
    std::deque<Connection> connections;
    for (int i = 1; i <= settings.workers; ++i)
        connections.emplace_back(std::to_string(i));
    std::vector<Process> servers;
    for (int i = 0; i < settings.workers; ++i)
        servers.emplace_back("server " + std::to_string(i + 1), [&connections, &settings, i] {
            serve(connections[static_cast<std::size_t>(i)], settings.latency);
        });

    Team team = stage.team(settings.workers);
    team.run_rounds(settings.rounds, [&](Worker& worker) {
        Connection& connection = connections[static_cast<std::size_t>(worker.index())];
        for (int task = worker.index(); task < settings.tasks; task += settings.workers) {
            connection.requests.send(task);
            connection.answers.receive<int>(); // blocks in the kernel, without the GIL
        }
    });
    for (Connection& connection : connections)
        connection.requests.send(last_request);
    for (Process& server : servers)
        server.join();
    return {team.wall_ms()};
}

constexpr double tolerance = 0.1;
/// A request wakes its server and its worker, and all workers of a row do so at the same time.
constexpr double wake_ups_ms = 1;

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    const double waking_up_ms = wake_ups_ms * std::max(1, settings.workers / Stage::usable_cpus());
    const int longest_row = (settings.tasks + settings.workers - 1) / settings.workers;
    const auto expected_ms = static_cast<double>(longest_row * settings.latency.count());

    Outcome outcome;
    outcome.value("work_ms", measured.wall_ms);
    outcome.value("expected_ms", expected_ms);
    outcome.value("one_after_the_other_ms", static_cast<double>(settings.tasks * settings.latency.count()));
    outcome.check(backend == Backend::gil ? "io-suits-threads" : "waits-overlap")
        .claims("N waits shared out among P workers take as long as the longest row of them.")
        .expects(exactly(expected_ms, "ms"))
        .tolerance(tolerance)
        .measured(measured.wall_ms)
        .decidable_if(tolerance * static_cast<double>(settings.latency.count()) >= waking_up_ms,
                      "waking up so many workers takes a noticeable part of so short a wait");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "io-bound",
    .title = "Waiting in parallel",
    .group = Group::gil,
    .order = 10,
    .about =
        "Workers ask servers and wait for answers. The waits overlap, even under a GIL, because a thread that waits does not compute.",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, 4, 1, 16, "",
                                "workers, each with a server of its own"),
                   integer("tasks", &Settings::tasks, 12, 1, 200, "", "requests in all"),
                   integer("latency", &Settings::latency, 50, 1, 2'000, "ms",
                           "how long a server takes to answer"),
                   integer("rounds", &Settings::rounds, 3, 1, 50, "",
                           "how often all requests are made; the median counts")},
    .most_lanes = 34,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: waits that overlap",
};

} // namespace
} // namespace interleave::catalogue::io_bound
