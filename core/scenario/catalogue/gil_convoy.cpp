// SPDX-License-Identifier: GPL-3.0-or-later
// A thread that talks to a server, beside threads that compute, all under one GIL. Each time the server has
// answered, the thread must ask for the GIL again, and waits behind whoever computes.
#include "core/scenario/stage.h"
#include "core/sync/pipe.h"
#include "core/work/process.h"
#include "core/work/sleep.h"

#include <atomic>
#include <chrono>

using namespace interleave;
using namespace std::chrono_literals;

namespace {

constexpr int last_request = -1;

/// Another process, which no GIL of ours holds up: answers each request after a little thought.
void serve(Pipe& requests, Pipe& answers) {
    while (const auto request = requests.receive<int>()) {
        if (*request == last_request)
            return;
        sleep_for(500us);
        answers.send(*request);
    }
}

struct Served {
    int requests = 0;
    double seconds = 0;
    double per_second() const { return requests / seconds; }
};

/// How many requests are answered while `computing` threads compute beside.
Served serve_beside(Stage& stage, int computing, const GilSettings& gil, Pipe& requests, Pipe& answers) {
    const std::chrono::duration<double> duration(stage.real("seconds"));
    std::vector<std::string> names{"requests"};
    for (const std::string& name : numbered_names("computing", computing))
        names.push_back(name);
    Served served;
    std::atomic<bool> over{false};
    stage.team(names, gil).run([&](Worker& me) {
        if (me.index() > 0) {
            while (!over)
                me.compute_us(200);
            return;
        }
        const auto begin = std::chrono::steady_clock::now();
        const auto elapsed = [&] { return std::chrono::steady_clock::now() - begin; };
        while (elapsed() < duration) {
            requests.send(served.requests); // both calls let go of the GIL and take it again
            answers.receive<int>();
            ++served.requests;
        }
        served.seconds = std::chrono::duration<double>(elapsed()).count();
        over = true;
    });
    return served;
}

Outcome gil_convoy(Stage& stage) {
    const int computing = stage.count("computing");
    const double interval_ms = stage.real("interval");
    GilSettings gil;
    gil.interval = std::chrono::nanoseconds(static_cast<std::int64_t>(interval_ms * 1e6));
    gil.variant = stage.flag("forced_switch") ? GilVariant::standard : GilVariant::no_forced_switch;

    Pipe requests("requests");
    Pipe answers("answers");
    Process server("server", [&] { serve(requests, answers); });
    const Served alone = serve_beside(stage, 0, gil, requests, answers);
    const Served beside = serve_beside(stage, computing, gil, requests, answers);
    requests.send(last_request);
    server.join();

    const double alone_ms = 1e3 / alone.per_second();
    const double beside_ms = 1e3 / beside.per_second();
    const double intervals = (beside_ms - alone_ms) / interval_ms;
    Outcome outcome;
    outcome.values["requests_per_second_alone"] = alone.per_second();
    outcome.values["requests_per_second"] = beside.per_second();
    outcome.values["ms_per_request_alone"] = alone_ms;
    outcome.values["ms_per_request"] = beside_ms;
    outcome.values["intervals_per_request"] = intervals;
    if (stage.backend() == Backend::gil) {
        const bool known = computing == 1 && stage.flag("forced_switch");
        outcome.checks.push_back(
            {.name = "one-to-two-intervals",
             .claim = "Beside one thread that computes, a request takes one to two switch intervals more: "
                      "it lets go of the GIL twice.",
             .expected = 1.5,
             .measured = intervals,
             .unit = "intervals",
             .tolerance = 0.4,
             .decidable = known,
             .why = known ? "" : "the rule is for one computing thread and forced switching"});
    } else {
        const bool room = Stage::usable_cpus() > computing;
        outcome.checks.push_back(
            {.name = "no-convoy-without-gil",
             .claim =
                 "Without a GIL, and with a processor left, a request does not wait for those who compute.",
             .expected = 2,
             .measured = beside_ms / alone_ms,
             .unit = "×",
             .comparison = Comparison::at_most,
             .decidable = room,
             .why = room ? "" : "the computing threads leave no processor free"});
    }
    return outcome;
}

const Registration registration({
    .name = "gil-convoy",
    .title = "The convoy: I/O behind computing",
    .group = Group::gil,
    .order = 2,
    .about = "A thread that exchanges messages with a server becomes slow when another thread computes: "
             "after each answer it "
             "waits for the GIL.",
    .backends = {Backend::gil, Backend::threads},
    .parameters = {integer("computing", 1, 0, 8, "", "threads that compute beside the one with requests"),
                   real("interval", 5, 0.5, 100, "ms", "switch interval of the GIL"),
                   real("seconds", 0.5, 0.1, 10, "s", "how long each of the two parts runs"),
                   flag("forced_switch", true,
                        "who was asked to drop the GIL waits until another one took it")},
    .most_lanes = 12,
    .run = gil_convoy,
});

} // namespace
