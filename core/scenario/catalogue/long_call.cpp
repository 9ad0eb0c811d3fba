// SPDX-License-Identifier: GPL-3.0-or-later
// One thread wants to wake up each millisecond. Another one computes, with safe points as Python has them,
// and in the middle makes one call of native code that has none: nobody else gets the GIL before it returns.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <vector>

namespace interleave::catalogue::long_call {
namespace {

struct Settings {
    double call_ms;
    bool releases;
    double computing_ms;
    double interval_ms;
};

using Clock = std::chrono::steady_clock;

struct Measured {
    std::vector<Clock::time_point> wake_ups; ///< of the sleeper
    Clock::time_point call_begin;
    Clock::time_point call_end;
};

constexpr std::chrono::milliseconds sleep_time(1);

/// Computes like a function in C. If it releases the GIL it does not need it for what it computes.
void call_native(Worker& worker, const Settings& settings) {
    const auto compute = [&] { compute_units(units_for_ms(settings.call_ms), 1); };
    settings.releases ? worker.blocking(compute) : compute();
}

Measured run(Stage& stage, const Settings& settings) {
    GilSettings gil;
    gil.interval = std::chrono::nanoseconds(static_cast<std::int64_t>(settings.interval_ms * 1e6));
    const Label native_call("native call");
    Measured measured;
    std::atomic<bool> sleeper_began{false};
    std::atomic<bool> done{false};

    Team team = stage.team({"sleeper", "caller"}, gil);
    team.run([&](Worker& worker) {
        if (worker.index() == 0) {
            while (!done) {
                measured.wake_ups.push_back(Clock::now());
                sleeper_began = true;
                sleep_for(sleep_time); // lets go of the GIL, and needs it again afterwards
            }
            measured.wake_ups.push_back(Clock::now());
            return;
        }
        while (!sleeper_began)
            sleep_for(sleep_time);
        worker.compute_ms(settings.computing_ms);
        measured.call_begin = Clock::now();
        {
            const Work work(native_call);
            call_native(worker, settings);
        }
        measured.call_end = Clock::now();
        worker.compute_ms(settings.computing_ms);
        done = true;
    });
    return measured;
}

double ms_between(Clock::time_point begin, Clock::time_point end) {
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

/// Returns the times between two wake-ups, of those that meet the call or of the others.
std::vector<double> gaps_ms(const Measured& measured, bool meet_call) {
    std::vector<double> gaps;
    const std::vector<Clock::time_point>& wake_ups = measured.wake_ups;
    for (std::size_t i = 1; i < wake_ups.size(); ++i) {
        if ((wake_ups[i] > measured.call_begin && wake_ups[i - 1] < measured.call_end) == meet_call)
            gaps.push_back(ms_between(wake_ups[i - 1], wake_ups[i]));
    }
    return gaps;
}

Outcome check(const Settings& settings, const Measured& measured) {
    const double call_ms = ms_between(measured.call_begin, measured.call_end);
    // It is never empty: the sleeper began before the call, and woke up at least once after it.
    const double longest_ms = std::ranges::max(gaps_ms(measured, true));
    const std::vector<double> others = gaps_ms(measured, false);
    const auto usual_ms = others.empty() ? std::nullopt : std::optional(median(others));

    Outcome outcome;
    outcome.value("call_ms", call_ms);
    outcome.value("wake_ups", measured.wake_ups.size());
    outcome.value("longest_beside_call_ms", longest_ms);
    if (usual_ms)
        outcome.value("usual_beside_computing_ms", *usual_ms);
    if (settings.releases)
        outcome.check("wakes-during-the-call")
            .claims("While a call lets go of the GIL, the sleeper wakes up as if there were none.")
            .expects(at_most(call_ms / 2, "ms"))
            .measured(longest_ms)
            .decidable_if(settings.call_ms >= 10 * settings.interval_ms,
                          "in so short a call one wait for the computing before it is much");
    else
        outcome.check("waits-for-the-call")
            .claims("While a call keeps the GIL, the sleeper cannot wake up before it returns.")
            .expects(at_least(call_ms, "ms"))
            .measured(longest_ms);
    outcome.check("waits-an-interval-otherwise")
        .claims(
            "Beside steps that can be interrupted, the sleeper sleeps and then waits one switch interval.")
        .expects(exactly(settings.interval_ms + 1, "ms"))
        .tolerance(0.3)
        .measured(usual_ms)
        .decidable_if(settings.computing_ms >= 4 * settings.interval_ms,
                      "the caller computes for too short a time");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "long-call",
    .title = "One long call keeps the GIL",
    .group = Group::gil,
    .order = 55,
    .about =
        "A thread wants to wake up each millisecond. Beside steps of Python it waits a switch interval; beside one call in C that keeps the GIL it waits as long as the call.",
    .backends = {Backend::gil},
    .parameters = {real("call", &Settings::call_ms, 200, 1, 2000, "ms", "processor time of the call"),
                   flag("releases", &Settings::releases, false, "the call lets go of the GIL"),
                   real("computing", &Settings::computing_ms, 40, 0, 1000, "ms",
                        "computing in small steps, before the call and after it"),
                   real("interval", &Settings::interval_ms, 5, 1, 100, "ms", "switch interval of the GIL")},
    .most_lanes = 3,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: waits for the GIL",
};

} // namespace
} // namespace interleave::catalogue::long_call
