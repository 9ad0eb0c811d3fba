// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that only compute, under a GIL. Who waits asks for the GIL after a switch interval; who holds it
// gives it up at the next safe point, and waits until another one has taken it.
#include "core/scenario/stage.h"

#include <map>
#include <string>

using namespace interleave;

namespace {

const std::map<std::string, GilVariant, std::less<>> variants{
    {"new", GilVariant::standard},
    {"no-forced-switch", GilVariant::no_forced_switch},
    {"old", GilVariant::old},
    {"per-interpreter", GilVariant::per_interpreter},
    {"free-threaded", GilVariant::free_threaded}};

Outcome gil_switching(Stage& stage) {
    const int workers = stage.count("workers");
    const double work_ms = stage.real("work");
    const double interval_ms = stage.real("interval");
    const GilVariant variant = variants.at(stage.text("variant"));
    const GilSettings gil{variant, std::chrono::nanoseconds(static_cast<std::int64_t>(interval_ms * 1e6))};

    Team team = stage.team(workers, gil);
    team.run([&](Worker& me) { me.compute_ms(work_ms); });

    Outcome outcome;
    outcome.values["work_ms"] = team.wall_ms();
    outcome.values["processor_ms_asked_for"] = work_ms * workers;
    if (variant == GilVariant::free_threaded || variant == GilVariant::per_interpreter) {
        const bool parallel = Stage::usable_cpus() > 1 && workers > 1;
        outcome.checks.push_back({.name = "computes-in-parallel",
                                  .claim = "Without a common GIL the threads compute at the same time.",
                                  .expected = 2,
                                  .unit = "threads running at once",
                                  .comparison = Comparison::at_least,
                                  .measure = TraceMeasure{"most_in_state:running"},
                                  .decidable = parallel,
                                  .why = parallel ? "" : "this needs two workers and two processors"});
        return outcome;
    }
    outcome.checks.push_back({.name = "one-holder",
                              .claim = "One thread holds the GIL at a time.",
                              .expected = 1,
                              .unit = "threads",
                              .measure = TraceMeasure{"most_holders", "GIL"}});
    const bool asked = variant != GilVariant::old && workers > 1;
    outcome.checks.push_back({.name = "asked-once-an-interval",
                              .claim = "The holder is asked to let go at most once in a switch interval.",
                              .expected = team.wall_ms() / interval_ms + workers,
                              .unit = "requests",
                              .comparison = Comparison::at_most,
                              .measure = TraceMeasure{"drop_requests", "GIL"},
                              .decidable = asked,
                              .why = asked ? "" : "nobody asks with this variant or a single worker"});
    const bool two_take_turns = variant == GilVariant::standard && workers == 2;
    outcome.checks.push_back(
        {.name = "waits-one-interval",
         .claim = "Of two threads that compute, the one that waits gets the GIL after the switch "
                  "interval and the time to the next safe point.",
         .expected = interval_ms + 0.1,
         .unit = "ms",
         .tolerance = 0.1,
         .measure = TraceMeasure{"median_wait_ms", "GIL"},
         .decidable = two_take_turns,
         .why = two_take_turns ? "" : "it is so for two workers and the variant 'new'"});
    return outcome;
}

const Registration registration({
    .name = "gil-switching",
    .title = "The GIL changes hands",
    .group = Group::gil,
    .order = 1,
    .about = "Threads that only compute take turns with the GIL: who holds it, who waits, and why it is "
             "handed over.",
    .backends = {Backend::gil},
    .parameters = {integer("workers", 2, 1, 16, "", "threads that compute"),
                   real("work", 150, 1, 10'000, "ms", "processor time of each"),
                   real("interval", 5, 0.1, 100, "ms",
                        "switch interval: how long a waiter waits before it asks"),
                   choice("variant", "new",
                          {"new", "no-forced-switch", "old", "per-interpreter", "free-threaded"},
                          "new: CPython 3.2 and later; no-forced-switch: without the wait for a successor; "
                          "old: to 3.1, every "
                          "100 ticks; per-interpreter: a GIL for each thread; free-threaded: none")},
    .most_lanes = 17,
    .run = gil_switching,
});

} // namespace
