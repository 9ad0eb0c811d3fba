// SPDX-License-Identifier: GPL-3.0-or-later
// Work that only computes can avoid the GIL in four ways: native code that releases it, a process for each
// worker, an interpreter for each thread, and no GIL at all, which makes every step cost a little more.
#include "core/scenario/catalogue_entry.h"
#include "core/scenario/processor_doubt.h"
#include "core/work/compute.h"

#include <algorithm>

namespace interleave::catalogue::gil_escape {
namespace {

struct Settings {
    int workers;
    double work_ms;
    double overhead;
};

struct Escape {
    std::string name;
    Team::Round round;
    double cost; ///< of each step, compared with the GIL
};

struct Measured {
    Team::Round under_gil;
    std::vector<Escape> escapes;
};

/// Computes as a library in C does: it does not need the GIL for computing, so it releases it meanwhile.
void compute_natively(Worker& worker, double work_ms) {
    for (double left = work_ms; left > 0; left -= 1)
        worker.blocking([&] { compute_units(units_for_ms(std::min(left, 1.0)), 1); });
}

Measured run(Stage&, const Settings& settings) {
    const double each_ms = settings.work_ms / settings.workers;
    const auto measure = [&](const std::string& name, GilVariant variant, Backend backend, bool natively) {
        GilSettings gil;
        gil.variant = variant;
        gil.free_threading_overhead = settings.overhead;
        Team team({numbered_names(name, settings.workers), backend, 1, gil});
        team.run_rounds(3, [&](Worker& worker) {
            natively ? compute_natively(worker, each_ms) : worker.compute_ms(each_ms);
        });
        return team.median_round();
    };

    Measured measured{measure("GIL", GilVariant::standard, Backend::gil, false), {}};
    measured.escapes = {
        {"native code", measure("native", GilVariant::standard, Backend::gil, true), 1},
        {"processes", measure("process", GilVariant::standard, Backend::processes, false), 1},
        {"interpreters", measure("interpreter", GilVariant::per_interpreter, Backend::gil, false), 1},
        {"free threading", measure("free", GilVariant::free_threaded, Backend::gil, false),
         settings.overhead},
    };
    return measured;
}

Outcome check(const Settings& settings, const Measured& measured) {
    constexpr double tolerance = 0.15;
    const int parallel_workers = std::min(settings.workers, Stage::usable_cpus());
    const auto gain = [&](const Escape& escape) { return measured.under_gil.wall_ms / escape.round.wall_ms; };

    Outcome outcome;
    outcome.value("gil_ms", measured.under_gil.wall_ms);
    for (const Escape& escape : measured.escapes) {
        outcome.value(escape.name, {{"ms", escape.round.wall_ms}, {"gain", gain(escape)}});
        outcome.check("gain of " + escape.name)
            .claims(
                "Its gain over the GIL is the number of workers that run at once, divided by the factor by which each step costs more.")
            .expects(at_least(parallel_workers / escape.cost, "×"))
            .tolerance(tolerance)
            .measured(gain(escape))
            .decidable_if(parallel_workers > 1, "this needs two workers and two processors")
            .doubt(processor_doubt(tolerance, parallel_workers, escape.cost * measured.under_gil.processor_ms,
                                   escape.round.processor_ms));
    }
    outcome.check("break-even")
        .claims(
            "Free threading pays where more workers run at once than the factor by which its steps cost more.")
        .expects(parallel_workers > settings.overhead ? above(1, "×") : at_most(1, "×"))
        .measured(gain(measured.escapes.back()))
        .decidable_if(parallel_workers > 1, "this needs two workers and two processors");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "gil-escape",
    .title = "Ways out of the GIL",
    .group = Group::gil,
    .order = 60,
    .about =
        "The same computation held back by a GIL, and by four ways around it: native code, processes, interpreters, free threading.",
    .backends = {Backend::gil},
    .parameters = {worker_count("workers", &Settings::workers, 2, 1, 8, "", "how many share the work"),
                   real("work", &Settings::work_ms, 120, 10, 5'000, "ms", "processor time of the whole work"),
                   real("overhead", &Settings::overhead, 1.1, 1.0, 1.4, "",
                        "free threading: the factor by which each step costs more")},
    .most_lanes = 41,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: speedups",
};

} // namespace
} // namespace interleave::catalogue::gil_escape
