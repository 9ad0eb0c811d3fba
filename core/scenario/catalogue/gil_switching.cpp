// SPDX-License-Identifier: GPL-3.0-or-later
// Threads only compute, under a GIL. A thread that has waited for a switch interval asks for the GIL; the
// thread that holds it gives it up at its next safe point, and waits until another one has taken it.
#include "core/scenario/catalogue_entry.h"

#include <chrono>

namespace interleave::catalogue::gil_switching {
namespace {

struct Settings {
    int workers;
    double work_ms;
    double interval_ms;
    GilVariant variant;
};

struct Measured {
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    const std::chrono::nanoseconds interval(static_cast<std::int64_t>(settings.interval_ms * 1e6));

    Team team = stage.team(settings.workers, {settings.variant, interval});
    team.run([&](Worker& worker) { worker.compute_ms(settings.work_ms); });
    return {team.wall_ms()};
}

constexpr double least_turns = 10;

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("work_ms", measured.wall_ms);
    outcome.value("processor_ms_asked_for", settings.work_ms * settings.workers);
    if (settings.variant == GilVariant::free_threaded || settings.variant == GilVariant::per_interpreter) {
        outcome.check("computes-in-parallel")
            .claims("Without a common GIL the threads compute at the same time.")
            .expects(at_least(2, "threads running at once"))
            .measured_in_trace("most_in_state:running")
            .decidable_if(Stage::usable_cpus() > 1 && settings.workers > 1,
                          "this needs two workers and two processors");
        return outcome;
    }
    outcome.check("one-holder")
        .claims("One thread holds the GIL at a time.")
        .at_any_load()
        .expects(exactly(1, "threads"))
        .measured_in_trace("most_holders", "GIL");
    outcome.check("asked-once-an-interval")
        .claims("The holder is asked to let go at most once in a switch interval.")
        .expects(at_most(measured.wall_ms / settings.interval_ms + settings.workers, "requests"))
        .measured_in_trace("drop_requests", "GIL")
        .decidable_if(settings.variant != GilVariant::old && settings.workers > 1,
                      "nobody asks with this variant or a single worker");
    const double turn_ms = settings.interval_ms + 0.1; // to the safe point after the request
    outcome.check("changes-hands-once-an-interval")
        .claims("While two threads compute, the GIL changes hands about once in a switch interval.")
        .expects(exactly(measured.wall_ms / turn_ms, "times"))
        .tolerance(0.2)
        .measured_in_trace("holder_changes", "GIL")
        .decidable_if(settings.variant == GilVariant::standard && settings.workers == 2,
                      "this holds for two workers and the variant 'new'")
        .decidable_if(measured.wall_ms > least_turns * turn_ms,
                      "with so few turns the beginning and the end decide");
    outcome.check("waits-one-interval")
        .claims(
            "Of two threads that compute, the one that waits gets the GIL after the switch interval and the time to the next safe point.")
        .expects(exactly(turn_ms, "ms"))
        .tolerance(0.1)
        .measured_in_trace("median_wait_ms", "GIL")
        .decidable_if(settings.variant == GilVariant::standard && settings.workers == 2,
                      "this holds for two workers and the variant 'new'");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "gil-switching",
    .title = "The GIL changes hands",
    .group = Group::gil,
    .order = 30,
    .about =
        "Threads that only compute take turns with the GIL: who holds it, who waits, and why it is handed over.",
    .backends = {Backend::gil},
    .parameters =
        {worker_count("workers", &Settings::workers, 2, 1, 16, "", "threads that compute"),
         real("work", &Settings::work_ms, 150, 1, 10'000, "ms", "processor time of each"),
         real("interval", &Settings::interval_ms, 5, 0.1, 100, "ms",
              "switch interval: how long a waiter waits before it asks"),
         choice(
             "variant", &Settings::variant, GilVariant::standard,
             {{"new", GilVariant::standard},
              {"no-forced-switch", GilVariant::no_forced_switch},
              {"old", GilVariant::old},
              {"per-interpreter", GilVariant::per_interpreter},
              {"free-threaded", GilVariant::free_threaded}},
             "new: CPython 3.2 and later; no-forced-switch: without the wait for a successor; old: to 3.1, every 100 ticks; per-interpreter: a GIL for each thread; free-threaded: none")},
    .most_lanes = 17,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: the cost of switches",
};

} // namespace
} // namespace interleave::catalogue::gil_switching
