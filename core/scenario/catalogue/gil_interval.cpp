// SPDX-License-Identifier: GPL-3.0-or-later
// The switch interval is a compromise: short, and a waiting thread answers soon; long, and the threads switch
// less often. The same pair of threads, one that computes and one that often needs the GIL for a moment,
// under a short and a long interval.
#include "core/scenario/stage.h"
#include "core/work/sleep.h"

#include <algorithm>
#include <atomic>
#include <chrono>

using namespace interleave;
using namespace std::chrono_literals;

namespace {

struct Seen {
    double latency_ms = 0; ///< median time from the wish for the GIL to having it
    double computed = 0;   ///< computing steps per second
};

Seen with_interval(Stage& stage, double interval_ms, const std::string& name) {
    const std::chrono::duration<double> duration(stage.real("seconds"));
    const GilSettings gil{GilVariant::standard,
                          std::chrono::nanoseconds(static_cast<std::int64_t>(interval_ms * 1e6))};
    std::vector<double> latencies_ms;
    std::atomic<bool> over{false};
    std::int64_t steps = 0;
    Team team = stage.team({name + " answering", name + " computing"}, gil);
    team.run([&](Worker& me) {
        if (me.index() == 1) {
            for (; !over; ++steps)
                me.compute_us(100);
            return;
        }
        const auto begin = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() - begin < duration) {
            const auto asleep_from = std::chrono::steady_clock::now();
            sleep_for(1ms); // lets go of the GIL, and wants it back when the sleep is over
            const std::chrono::duration<double, std::milli> away =
                std::chrono::steady_clock::now() - asleep_from;
            latencies_ms.push_back(away.count() - 1);
        }
        over = true;
    });
    std::nth_element(latencies_ms.begin(),
                     latencies_ms.begin() + static_cast<std::ptrdiff_t>(latencies_ms.size() / 2),
                     latencies_ms.end());
    return {latencies_ms[latencies_ms.size() / 2], 1e3 * static_cast<double>(steps) / team.wall_ms()};
}

Outcome gil_interval(Stage& stage) {
    const double short_ms = stage.real("short_interval");
    const double long_ms = stage.real("long_interval");
    const Seen with_short = with_interval(stage, short_ms, "short");
    const Seen with_long = with_interval(stage, long_ms, "long");

    Outcome outcome;
    outcome.values["latency_ms_short"] = with_short.latency_ms;
    outcome.values["latency_ms_long"] = with_long.latency_ms;
    outcome.values["computing_steps_per_second_short"] = with_short.computed;
    outcome.values["computing_steps_per_second_long"] = with_long.computed;
    outcome.checks.push_back(
        {.name = "latency-is-the-interval",
         .claim = "Beside a thread that computes, the GIL comes back after about one switch interval.",
         .expected = long_ms,
         .measured = with_long.latency_ms,
         .unit = "ms",
         .tolerance = 0.15});
    const bool apart = long_ms >= 2 * short_ms;
    outcome.checks.push_back({.name = "latency-grows",
                              .claim = "A longer interval makes the answer later.",
                              .expected = with_short.latency_ms,
                              .measured = with_long.latency_ms,
                              .unit = "ms",
                              .comparison = Comparison::above,
                              .decidable = apart,
                              .why = apart ? "" : "choose a long interval at least twice the short one"});
    return outcome;
}

const Registration registration({
    .name = "gil-interval",
    .title = "The switch interval",
    .group = Group::gil,
    .order = 3,
    .about = "The same two threads under a short and a long switch interval: what one gains in latency the "
             "other pays in "
             "interruptions.",
    .backends = {Backend::gil},
    .parameters = {real("short_interval", 1, 0.1, 50, "ms", "the first switch interval"),
                   real("long_interval", 20, 0.2, 200, "ms", "the second switch interval"),
                   real("seconds", 0.6, 0.1, 10, "s", "how long each runs")},
    .most_lanes = 5,
    .run = gil_interval,
});

} // namespace
