// SPDX-License-Identifier: GPL-3.0-or-later
// A part of the work cannot be shared out. While one worker does it, the others wait; and however many they
// are, the whole never takes less time than that part.
#include "core/scenario/processor_doubt.h"
#include "core/scenario/stage.h"
#include "core/sync/barrier.h"
#include "core/work/work.h"

#include <algorithm>

using namespace interleave;

namespace {

/// S(n) = 1 / ((1 - p) + p/n), Amdahl 1967.
double amdahl(double parallel, double workers) {
    return 1 / ((1 - parallel) + parallel / workers);
}

Team::Round measure(Stage& stage, const std::string& name, int workers, double serial_ms,
                    double parallel_ms) {
    auto& serial_done = stage.share<Barrier>("serial part done", static_cast<std::uint32_t>(workers));
    const Label serial("serial part");
    const Label parallel("parallel part");
    Team team = stage.team(numbered_names(name, workers));
    team.run_rounds(stage.count("rounds"), [&](Worker& me) {
        if (me.index() == 0) {
            const Work work(serial);
            me.compute_ms(serial_ms);
        }
        serial_done.arrive_and_wait();
        const Work work(parallel);
        me.compute_ms(parallel_ms / workers);
    });
    return team.median_round();
}

Outcome amdahls_law(Stage& stage) {
    const int workers = stage.count("workers");
    const double parallel = stage.real("parallel") / 100;
    const double serial_ms = stage.real("work") * (1 - parallel);
    const double parallel_ms = stage.real("work") * parallel;

    const Team::Round alone = measure(stage, "alone", 1, serial_ms, parallel_ms);
    const Team::Round together = measure(stage, "worker", workers, serial_ms, parallel_ms);

    const double speedup = alone.wall_ms / together.wall_ms;
    const int at_once = std::min(workers, Stage::usable_cpus());
    constexpr double tolerance = 0.08;
    const double expected = amdahl(parallel, at_once);
    Outcome outcome;
    outcome.values["wall_ms_1"] = alone.wall_ms;
    outcome.values["work_ms"] = together.wall_ms;
    outcome.values["speedup"] = speedup;
    outcome.values["expected_speedup"] = expected;
    outcome.values["most_speedup"] = parallel < 1 ? Json(1 / (1 - parallel)) : Json("none");
    if (at_once > 1)
        outcome.values["karp_flatt"] = (1 / speedup - 1.0 / at_once) / (1 - 1.0 / at_once);
    outcome.checks.push_back(
        {.name = "amdahl",
         .claim = "The speedup is that of Amdahl's law for the workers that run at once.",
         .expected = expected,
         .measured = speedup,
         .unit = "×",
         .tolerance = tolerance,
         .decidable = at_once > 1,
         .why = at_once > 1 ? "" : "this needs two workers and two processors",
         .doubt = processor_doubt(tolerance, at_once, alone.processor_ms, together.processor_ms)});
    return outcome;
}

const Registration registration({
    .name = "amdahl",
    .title = "Amdahl's law",
    .group = Group::performance,
    .order = 10,
    .about = "A part of the work that only one can do bounds the speedup of all, however many they are.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("workers", std::clamp(Stage::usable_cpus(), 2, 16), 1, 32, "",
                           "workers; by default one a processor"),
                   real("parallel", 75, 0, 100, "%", "share of the work that can be shared out"),
                   real("work", 240, 1, 10'000, "ms", "processor time of the whole work"),
                   integer("rounds", 5, 1, 50, "", "how often it is measured; the median counts")},
    .most_lanes = 34,
    .run = amdahls_law,
});

} // namespace
