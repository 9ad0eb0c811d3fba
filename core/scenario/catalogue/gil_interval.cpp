// SPDX-License-Identifier: GPL-3.0-or-later
// The switch interval is a compromise: with a short one a waiting thread answers soon, with a long one the
// threads switch less often. The same two threads, one that computes and one that often needs the GIL for a
// moment, run under a short and under a long interval.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/sleep.h"

#include <atomic>
#include <chrono>

namespace interleave::catalogue::gil_interval {
namespace {

struct Settings {
    double short_interval_ms;
    double long_interval_ms;
    double seconds;
};

struct Observation {
    double latency_ms = 0;       ///< median time from asking for the GIL to getting it
    double steps_per_second = 0; ///< of the thread that computes
};

struct Measured {
    Observation short_interval;
    Observation long_interval;
};

Observation observe(Stage& stage, const Settings& settings, double interval_ms, const std::string& name) {
    const std::chrono::duration<double> duration(settings.seconds);
    const GilSettings gil{GilVariant::standard,
                          std::chrono::nanoseconds(static_cast<std::int64_t>(interval_ms * 1e6))};
    std::vector<double> latencies_ms;
    std::atomic<bool> done{false};
    std::int64_t steps = 0;
    Team team = stage.team({name + " answering", name + " computing"}, gil);
    team.run([&](Worker& worker) {
        if (worker.index() == 1) {
            for (; !done; ++steps)
                worker.compute_us(100);
            return;
        }
        const auto begin = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() - begin < duration) {
            const auto sleep_began = std::chrono::steady_clock::now();
            // Releases the GIL, and needs it again when the sleep is over.
            sleep_for(std::chrono::milliseconds(1));
            const std::chrono::duration<double, std::milli> slept =
                std::chrono::steady_clock::now() - sleep_began;
            latencies_ms.push_back(slept.count() - 1);
        }
        done = true;
    });
    return {median(latencies_ms), 1e3 * static_cast<double>(steps) / team.wall_ms()};
}

Measured run(Stage& stage, const Settings& settings) {
    const Observation short_interval = observe(stage, settings, settings.short_interval_ms, "short");
    const Observation long_interval = observe(stage, settings, settings.long_interval_ms, "long");
    return {short_interval, long_interval};
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("latency_ms_short", measured.short_interval.latency_ms);
    outcome.value("latency_ms_long", measured.long_interval.latency_ms);
    outcome.value("computing_steps_per_second_short", measured.short_interval.steps_per_second);
    outcome.value("computing_steps_per_second_long", measured.long_interval.steps_per_second);
    outcome.check("latency-is-the-interval")
        .claims("Beside a thread that computes, the GIL comes back after about one switch interval.")
        .expects(exactly(settings.long_interval_ms, "ms"))
        .tolerance(0.15)
        .measured(measured.long_interval.latency_ms);
    outcome.check("latency-grows")
        .claims("A longer interval makes the answer later.")
        .expects(above(measured.short_interval.latency_ms, "ms"))
        .measured(measured.long_interval.latency_ms)
        .decidable_if(settings.long_interval_ms >= 2 * settings.short_interval_ms,
                      "choose a long interval at least twice the short one");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "gil-interval",
    .title = "The switch interval",
    .group = Group::gil,
    .order = 50,
    .about =
        "The same two threads under a short and a long switch interval: what one gains in latency the other pays in interruptions.",
    .backends = {Backend::gil},
    .parameters = {real("short_interval", &Settings::short_interval_ms, 1, 0.1, 50, "ms",
                        "the first switch interval"),
                   real("long_interval", &Settings::long_interval_ms, 20, 0.2, 200, "ms",
                        "the second switch interval"),
                   real("seconds", &Settings::seconds, 0.6, 0.1, 10, "s", "how long each runs")},
    .most_lanes = 5,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: waits for the GIL",
};

} // namespace
} // namespace interleave::catalogue::gil_interval
