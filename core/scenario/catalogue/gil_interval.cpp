// SPDX-License-Identifier: GPL-3.0-or-later
// The switch interval is a compromise: short, and a waiting thread answers soon; long, and the threads switch
// less often. The same pair of threads, one that computes and one that often needs the GIL for a moment,
// under a short and a long interval.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/sleep.h"

#include <atomic>
#include <chrono>

namespace interleave {
namespace {

struct Settings {
    double short_interval_ms;
    double long_interval_ms;
    double seconds;
};

struct Seen {
    double latency_ms = 0; ///< median time from the wish for the GIL to having it
    double computed = 0;   ///< computing steps per second
};

struct Measured {
    Seen with_short;
    Seen with_long;
};

Seen with_interval(Stage& stage, const Settings& settings, double interval_ms, const std::string& name) {
    const std::chrono::duration<double> duration(settings.seconds);
    const GilSettings gil{GilVariant::standard,
                          std::chrono::nanoseconds(static_cast<std::int64_t>(interval_ms * 1e6))};
    std::vector<double> latencies_ms;
    std::atomic<bool> over{false};
    std::int64_t steps = 0;
    Team team = stage.team({name + " answering", name + " computing"}, gil);
    team.run([&](Worker& worker) {
        if (worker.index() == 1) {
            for (; !over; ++steps)
                worker.compute_us(100);
            return;
        }
        const auto begin = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() - begin < duration) {
            const auto asleep_from = std::chrono::steady_clock::now();
            sleep_for(
                std::chrono::milliseconds(1)); // lets go of the GIL, and wants it back when the sleep is over
            const std::chrono::duration<double, std::milli> away =
                std::chrono::steady_clock::now() - asleep_from;
            latencies_ms.push_back(away.count() - 1);
        }
        over = true;
    });
    return {median(latencies_ms), 1e3 * static_cast<double>(steps) / team.wall_ms()};
}

Measured run(Stage& stage, const Settings& settings) {
    const Seen with_short = with_interval(stage, settings, settings.short_interval_ms, "short");
    const Seen with_long = with_interval(stage, settings, settings.long_interval_ms, "long");
    return {with_short, with_long};
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("latency_ms_short", measured.with_short.latency_ms);
    outcome.value("latency_ms_long", measured.with_long.latency_ms);
    outcome.value("computing_steps_per_second_short", measured.with_short.computed);
    outcome.value("computing_steps_per_second_long", measured.with_long.computed);
    outcome.check("latency-is-the-interval")
        .claims("Beside a thread that computes, the GIL comes back after about one switch interval.")
        .expects(exactly(settings.long_interval_ms, "ms"))
        .tolerance(0.15)
        .measured(measured.with_long.latency_ms);
    outcome.check("latency-grows")
        .claims("A longer interval makes the answer later.")
        .expects(above(measured.with_short.latency_ms, "ms"))
        .measured(measured.with_long.latency_ms)
        .decidable_if(settings.long_interval_ms >= 2 * settings.short_interval_ms,
                      "choose a long interval at least twice the short one");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "gil-interval",
    .title = "The switch interval",
    .group = Group::gil,
    .order = 3,
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
};

} // namespace
} // namespace interleave
