// SPDX-License-Identifier: GPL-3.0-or-later
// Part of the work is serial: one worker does it while the others wait. However many workers there are, the
// whole never takes less time than the serial part.
#include "core/scenario/catalogue_entry.h"
#include "core/scenario/processor_doubt.h"
#include "core/sync/barrier.h"
#include "core/work/work.h"

#include <algorithm>

namespace interleave::catalogue::amdahl {
namespace {

struct Settings {
    int workers;
    double parallel_percent;
    double work_ms;
    int rounds;

    double parallel() const { return parallel_percent / 100; }
};

struct Measured {
    Team::Round alone;
    Team::Round together;
};

Team::Round measure(Stage& stage, const Settings& settings, const std::string& name, int workers) {
    auto& serial_done = stage.share<Barrier>("serial part done", static_cast<std::uint32_t>(workers));
    const Label serial("serial part");
    const Label parallel("parallel part");
    Team team = stage.team(numbered_names(name, workers));
    team.run_rounds(settings.rounds, [&](Worker& worker) {
        if (worker.index() == 0) {
            const Work work(serial);
            worker.compute_ms(settings.work_ms * (1 - settings.parallel()));
        }
        serial_done.arrive_and_wait();
        const Work work(parallel);
        worker.compute_ms(settings.work_ms * settings.parallel() / workers);
    });
    return team.median_round();
}

Measured run(Stage& stage, const Settings& settings) {
    const Team::Round alone = measure(stage, settings, "alone", 1);
    const Team::Round together = measure(stage, settings, "worker", settings.workers);
    return {alone, together};
}

/// Amdahl's law (1967) gives the speedup S(n) = 1 / ((1 - p) + p/n).
double amdahl(double parallel, double workers) {
    return 1 / ((1 - parallel) + parallel / workers);
}

Outcome check(const Settings& settings, const Measured& measured) {
    const double parallel = settings.parallel();
    const double speedup = measured.alone.wall_ms / measured.together.wall_ms;
    const int parallel_workers = std::min(settings.workers, Stage::usable_cpus());
    const double expected = amdahl(parallel, parallel_workers);
    constexpr double tolerance = 0.08;

    Outcome outcome;
    outcome.value("wall_ms_1", measured.alone.wall_ms);
    outcome.value("work_ms", measured.together.wall_ms);
    outcome.value("speedup", speedup);
    outcome.value("expected_speedup", expected);
    outcome.value("most_speedup", parallel < 1 ? Value(1 / (1 - parallel)) : Value("none"));
    if (parallel_workers > 1)
        outcome.value("karp_flatt", (1 / speedup - 1.0 / parallel_workers) / (1 - 1.0 / parallel_workers));
    outcome.check("amdahl")
        .claims("The speedup is that of Amdahl's law for the workers that run at once.")
        .expects(exactly(expected, "×"))
        .tolerance(tolerance)
        .measured(speedup)
        .decidable_if(parallel_workers > 1, "this needs two workers and two processors")
        .doubt(processor_doubt(tolerance, parallel_workers, measured.alone.processor_ms,
                               measured.together.processor_ms));
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "amdahl",
    .title = "Amdahl's law",
    .group = Group::performance,
    .order = 10,
    .about = "A part of the work that only one can do bounds the speedup of all, however many they are.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, std::clamp(Stage::usable_cpus(), 2, 16), 1, 32,
                                "", "workers; by default one for each processor"),
                   real("parallel", &Settings::parallel_percent, 75, 0, 100, "%",
                        "share of the work that can be shared out"),
                   real("work", &Settings::work_ms, 240, 1, 4'000, "ms", "processor time of the whole work"),
                   integer("rounds", &Settings::rounds, 5, 1, 50, "",
                           "how often it is measured; the median counts")},
    .most_lanes = 34,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: speedups",
};

} // namespace
} // namespace interleave::catalogue::amdahl
