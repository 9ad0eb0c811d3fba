// SPDX-License-Identifier: GPL-3.0-or-later
// Workers that ask servers and wait for the answers. While one waits it needs no processor, so as many waits
// overlap as there are workers, with or without a GIL.
#include "core/scenario/stage.h"
#include "core/sync/pipe.h"
#include "core/work/process.h"
#include "core/work/sleep.h"

#include <chrono>
#include <deque>

using namespace interleave;

namespace {

constexpr int last_request = -1;

/// Two pipes to one server, which is a process of its own.
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

Outcome io_bound(Stage& stage) {
    const int workers = stage.count("workers");
    const int tasks = stage.count("tasks");
    const std::chrono::milliseconds latency(stage.integer("latency"));

    std::deque<Connection> connections;
    for (int i = 1; i <= workers; ++i)
        connections.emplace_back(std::to_string(i));
    std::vector<Process> servers;
    for (int i = 0; i < workers; ++i)
        servers.emplace_back("server " + std::to_string(i + 1), [&connections, latency, i] {
            serve(connections[static_cast<std::size_t>(i)], latency);
        });

    Team team = stage.team(workers);
    team.run_rounds(stage.count("rounds"), [&](Worker& me) {
        Connection& connection = connections[static_cast<std::size_t>(me.index())];
        for (int task = me.index(); task < tasks; task += workers) {
            connection.requests.send(task);
            connection.answers.receive<int>(); // blocks in the kernel, without the GIL
        }
    });
    for (Connection& connection : connections)
        connection.requests.send(last_request);
    for (Process& server : servers)
        server.join();

    const int longest_row = (tasks + workers - 1) / workers;
    const double expected_ms = static_cast<double>(longest_row * latency.count());
    Outcome outcome;
    outcome.values["work_ms"] = team.wall_ms();
    outcome.values["expected_ms"] = expected_ms;
    outcome.values["one_after_the_other_ms"] = static_cast<double>(tasks * latency.count());
    outcome.checks.push_back(
        {.name = stage.backend() == Backend::gil ? "io-suits-threads" : "waits-overlap",
         .claim = "N waits shared out among P workers take as long as the longest row of them.",
         .expected = expected_ms,
         .measured = team.wall_ms(),
         .unit = "ms",
         .tolerance = 0.1});
    return outcome;
}

const Registration registration({
    .name = "io-bound",
    .title = "Waiting in parallel",
    .group = Group::threads_and_processes,
    .order = 40,
    .about = "Workers ask servers and wait for answers. The waits overlap, even under a GIL, for who waits "
             "does not compute.",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {integer("workers", 4, 1, 16, "", "workers, each with a server of its own"),
                   integer("tasks", 12, 1, 200, "", "requests in all"),
                   integer("latency", 50, 1, 2'000, "ms", "how long a server takes to answer"),
                   integer("rounds", 3, 1, 50, "", "how often all is asked; the median counts")},
    .most_lanes = 34,
    .run = io_bound,
});

} // namespace
