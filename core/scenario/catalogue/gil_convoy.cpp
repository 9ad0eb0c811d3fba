// SPDX-License-Identifier: GPL-3.0-or-later
// One thread exchanges messages with a server while other threads compute, all under one GIL. After each
// answer the thread must take the GIL again, and waits for a thread that computes.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/pipe.h"
#include "core/work/process.h"
#include "core/work/sleep.h"

#include <atomic>
#include <chrono>

namespace interleave::catalogue::gil_convoy {
namespace {

struct Settings {
    int computing;
    double interval_ms;
    double seconds;
    bool forced_switch;
};

struct Served {
    int requests = 0;
    double seconds = 0;
    double per_second() const { return requests / seconds; }
    double ms_per_request() const { return 1e3 / per_second(); }
};

struct Measured {
    Served alone;
    Served with_computing;
};

constexpr int last_request = -1;
constexpr double least_interval_ms = 2;

/// Runs in another process, which no GIL holds up. Answers each request after half a millisecond.
void serve(Pipe& requests, Pipe& answers) {
    while (const auto request = requests.receive<int>()) {
        if (*request == last_request)
            return;
        sleep_for(std::chrono::microseconds(500));
        answers.send(*request);
    }
}

/// Counts the requests that are answered while `computing` other threads compute.
Served count_served(Stage& stage, const Settings& settings, const std::string& requesting, int computing,
                    Pipe& requests, Pipe& answers) {
    GilSettings gil;
    gil.interval = std::chrono::nanoseconds(static_cast<std::int64_t>(settings.interval_ms * 1e6));
    gil.variant = settings.forced_switch ? GilVariant::standard : GilVariant::no_forced_switch;
    const std::chrono::duration<double> duration(settings.seconds);
    std::vector<std::string> names{requesting};
    for (const std::string& name : numbered_names("computing", computing))
        names.push_back(name);
    Served served;
    std::atomic<bool> done{false};
    stage.team(names, gil).run([&](Worker& worker) {
        if (worker.index() > 0) {
            while (!done)
                worker.compute_us(200);
            return;
        }
        const auto begin = std::chrono::steady_clock::now();
        const auto elapsed = [&] { return std::chrono::steady_clock::now() - begin; };
        while (elapsed() < duration) {
            requests.send(served.requests); // both calls release the GIL and take it again
            answers.receive<int>();
            ++served.requests;
        }
        served.seconds = std::chrono::duration<double>(elapsed()).count();
        done = true;
    });
    return served;
}

Measured run(Stage& stage, const Settings& settings) {
    Pipe requests("to the server");
    Pipe answers("from the server");
    Process server("server", [&] { serve(requests, answers); });
    const Served alone = count_served(stage, settings, "requests alone", 0, requests, answers);
    const Served with_computing =
        count_served(stage, settings, "requests", settings.computing, requests, answers);
    requests.send(last_request);
    server.join();
    return {alone, with_computing};
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    const double alone_ms = measured.alone.ms_per_request();
    const double with_computing_ms = measured.with_computing.ms_per_request();
    const double intervals = (with_computing_ms - alone_ms) / settings.interval_ms;

    Outcome outcome;
    outcome.value("requests_per_second_alone", measured.alone.per_second());
    outcome.value("requests_per_second", measured.with_computing.per_second());
    outcome.value("ms_per_request_alone", alone_ms);
    outcome.value("ms_per_request", with_computing_ms);
    outcome.value("intervals_per_request", intervals);
    if (backend == Backend::gil)
        outcome.check("one-to-two-intervals")
            .claims(
                "Beside one thread that computes, a request takes one to two switch intervals more: it lets go of the GIL twice.")
            .expects(exactly(1.5, "intervals"))
            .tolerance(0.4)
            .measured(intervals)
            .decidable_if(settings.computing == 1 && settings.forced_switch,
                          "the rule is for one computing thread and forced switching")
            // Beside a thread that computes, the processors are awake, so that the rest of a request takes
            // less time than alone.
            .decidable_if(settings.interval_ms >= least_interval_ms,
                          "with an interval below 2 ms, what it takes to wake a processor counts as much");
    else
        outcome.check("no-convoy-without-gil")
            .claims(
                "Without a GIL, and with a processor left, a request does not wait for the threads that compute.")
            .expects(at_most(2, "×"))
            .measured(with_computing_ms / alone_ms)
            .decidable_if(Stage::usable_cpus() > settings.computing,
                          "the computing threads leave no processor free");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "gil-convoy",
    .title = "The convoy: I/O behind computing",
    .group = Group::gil,
    .order = 40,
    .about =
        "A thread that exchanges messages with a server becomes slow when another thread computes: after each answer it waits for the GIL.",
    .backends = {Backend::gil, Backend::threads},
    .parameters = {integer("computing", &Settings::computing, 1, 0, 8, "",
                           "threads that compute beside the one with requests"),
                   real("interval", &Settings::interval_ms, 5, 0.5, 100, "ms", "switch interval of the GIL"),
                   real("seconds", &Settings::seconds, 0.5, 0.1, 10, "s",
                        "how long each of the two parts runs"),
                   flag("forced_switch", &Settings::forced_switch, true,
                        "a thread that was asked to drop the GIL waits until another has taken it")},
    .most_lanes = 12,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: waits for the GIL",
};

} // namespace
} // namespace interleave::catalogue::gil_convoy
