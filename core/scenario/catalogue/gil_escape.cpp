// SPDX-License-Identifier: GPL-3.0-or-later
// Four ways out of the GIL, for work that only computes: native code that lets go of it, a process for each
// worker, an interpreter for each thread, and no GIL at all, which makes every step a little dearer.
#include "core/scenario/processor_doubt.h"
#include "core/scenario/stage.h"
#include "core/work/compute.h"

#include <algorithm>

using namespace interleave;

namespace {

/// What a library in C does: the GIL is not needed for computing, so let go of it meanwhile.
void compute_natively(Worker& me, double work_ms) {
    for (double left = work_ms; left > 0; left -= 1)
        me.blocking([&] { compute_units(units_for_ms(std::min(left, 1.0)), 1); });
}

Outcome gil_escape(Stage& stage) {
    const int workers = stage.count("workers");
    const double each_ms = stage.real("work") / workers;
    const double overhead = stage.real("overhead");

    const auto measure = [&](const std::string& name, GilVariant variant, Backend backend, bool natively) {
        GilSettings gil;
        gil.variant = variant;
        gil.free_threading_overhead = overhead;
        Team team({numbered_names(name, workers), backend, 1, gil});
        team.run_rounds(
            3, [&](Worker& me) { natively ? compute_natively(me, each_ms) : me.compute_ms(each_ms); });
        return team.median_round();
    };
    const Team::Round held = measure("GIL", GilVariant::standard, Backend::gil, false);

    struct Escape {
        std::string name;
        Team::Round round;
        double cost; ///< of each step, compared with the GIL
    };
    const std::vector<Escape> escapes{
        {"native code", measure("native", GilVariant::standard, Backend::gil, true), 1},
        {"processes", measure("process", GilVariant::standard, Backend::processes, false), 1},
        {"interpreters", measure("interpreter", GilVariant::per_interpreter, Backend::gil, false), 1},
        {"free threading", measure("free", GilVariant::free_threaded, Backend::gil, false), overhead},
    };

    constexpr double tolerance = 0.15;
    const int parallel = std::min(workers, Stage::usable_cpus());
    Outcome outcome;
    outcome.values["gil_ms"] = held.wall_ms;
    for (const Escape& escape : escapes) {
        const double gain = held.wall_ms / escape.round.wall_ms;
        outcome.values[escape.name] = {{"ms", escape.round.wall_ms}, {"gain", gain}};
        outcome.checks.push_back(
            {.name = "gain of " + escape.name,
             .claim = "Its gain over the GIL is the number of workers that run at once, divided by what "
                      "each step costs more.",
             .expected = parallel / escape.cost,
             .measured = gain,
             .unit = "×",
             .tolerance = tolerance,
             .comparison = Comparison::at_least,
             .decidable = parallel > 1,
             .why = parallel > 1 ? "" : "this needs two workers and two processors",
             .doubt = processor_doubt(tolerance, parallel, escape.cost * held.processor_ms,
                                      escape.round.processor_ms)});
    }
    const double free_gain = held.wall_ms / escapes.back().round.wall_ms;
    outcome.checks.push_back(
        {.name = "break-even",
         .claim = "Free threading pays where more workers run at once than its steps cost more.",
         .expected = 1,
         .measured = free_gain,
         .unit = "×",
         .comparison = parallel > overhead ? Comparison::above : Comparison::at_most,
         .decidable = parallel > 1,
         .why = parallel > 1 ? "" : "this needs two workers and two processors"});
    return outcome;
}

const Registration registration({
    .name = "gil-escape",
    .title = "Ways out of the GIL",
    .group = Group::gil,
    .order = 4,
    .about = "The same computation held back by a GIL, and by four ways around it: native code, processes, "
             "interpreters, free "
             "threading.",
    .backends = {Backend::gil},
    .parameters = {integer("workers", 2, 1, 8, "", "among how many the work is shared out"),
                   real("work", 120, 10, 5'000, "ms", "processor time of the whole work"),
                   real("overhead", 1.1, 1.0, 1.4, "", "free threading: how much dearer each step is")},
    .most_lanes = 41,
    .run = gil_escape,
});

} // namespace
