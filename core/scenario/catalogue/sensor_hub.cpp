// SPDX-License-Identifier: GPL-3.0-or-later
// Sensors are read on a period; beside them something computes. Where the computing lives decides whether the
// readings come in time: in a thread of its own, under the same GIL, or in another process.
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/periodic_timer.h"
#include "core/work/process.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <vector>

using namespace interleave;

namespace {

struct Readings {
    std::vector<double> lateness_ms; ///< of each reading, after the moment it was due
    int skipped = 0;                 ///< periods that passed without a reading
};

Readings read_sensor(Worker& me, double period_ms, int count) {
    Readings readings;
    PeriodicTimer timer(std::chrono::nanoseconds(static_cast<std::int64_t>(period_ms * 1e6)));
    for (int due = 1; due <= count;) {
        const PeriodicTimer::Tick tick = timer.wait(); // lets go of the GIL, and wants it back
        me.compute_us(50);                             // the reading itself
        readings.lateness_ms.push_back(static_cast<double>(timer.lateness_ns(tick)) / 1e6);
        readings.skipped += static_cast<int>(tick.passed - 1);
        due += static_cast<int>(tick.passed);
    }
    return readings;
}

Outcome sensor_hub(Stage& stage) {
    const int sensors = stage.count("sensors");
    const double period_ms = stage.real("period");
    const int count = stage.count("readings");
    const double deadline_ms = stage.real("deadline");
    const bool other_process = stage.backend() == Backend::processes;

    auto& over = stage.share<std::atomic<bool>>(false);
    std::optional<Process> computing;
    if (other_process)
        computing.emplace("computing", [&] {
            while (!over)
                compute_ms(1);
        });

    std::vector<std::string> names = numbered_names("sensor", sensors);
    if (!other_process)
        names.emplace_back("computing");
    std::vector<Readings> all(static_cast<std::size_t>(sensors));
    std::atomic<int> reading{sensors};
    // With the computing in another process the sensors' own program still has its GIL; it holds nobody up.
    Team team({names, other_process ? Backend::gil : stage.backend(), 1, {}});
    team.run([&](Worker& me) {
        if (me.index() == sensors) {
            while (!over)
                me.compute_ms(0.2);
            return;
        }
        all[static_cast<std::size_t>(me.index())] = read_sensor(me, period_ms, count);
        if (--reading == 0)
            over = true;
    });
    if (computing)
        computing->join();

    std::vector<double> lateness;
    int missed = 0;
    for (const Readings& readings : all) {
        lateness.insert(lateness.end(), readings.lateness_ms.begin(), readings.lateness_ms.end());
        missed += readings.skipped;
    }
    missed +=
        static_cast<int>(std::ranges::count_if(lateness, [&](double late) { return late > deadline_ms; }));
    std::ranges::sort(lateness);
    const double missed_share = static_cast<double>(missed) / (sensors * count);
    Outcome outcome;
    outcome.values["readings"] = lateness.size();
    outcome.values["lateness_ms_median"] = lateness[lateness.size() / 2];
    outcome.values["lateness_ms_most"] = lateness.back();
    outcome.values["deadlines_missed"] = missed;
    outcome.values["missed_share"] = missed_share;
    const bool room = Stage::usable_cpus() > 1;
    if (stage.backend() == Backend::gil)
        outcome.checks.push_back(
            {.name = "gil-misses-deadlines",
             .claim = "Beside computing under the same GIL most readings come too late.",
             .expected = 0.5,
             .measured = missed_share,
             .unit = "of the readings",
             .comparison = Comparison::at_least,
             .decidable = deadline_ms < 5,
             .why = deadline_ms < 5 ? "" : "the deadline is longer than the switch interval of 5 ms"});
    else
        outcome.checks.push_back({.name = "deadlines-kept",
                                  .claim = "With a processor left for the sensors, readings come in time.",
                                  .expected = 0.1,
                                  .measured = missed_share,
                                  .unit = "of the readings missed",
                                  .comparison = Comparison::at_most,
                                  .decidable = room,
                                  .why = room ? "" : "the computing leaves no processor for the sensors"});
    return outcome;
}

const Registration registration({
    .name = "sensor-hub",
    .title = "The sensor hub",
    .group = Group::gil,
    .order = 10,
    .about = "Sensors read on a period beside heavy computing: how late the readings come with the computing "
             "in a thread, under "
             "the GIL, and in another process.",
    .backends = {Backend::gil, Backend::threads, Backend::processes},
    .parameters = {integer("sensors", 2, 1, 8, "", "sensors, each read by a thread"),
                   real("period", 10, 1, 1'000, "ms", "time between two readings of a sensor"),
                   integer("readings", 50, 2, 1'000, "", "readings of each sensor"),
                   real("deadline", 2, 0.1, 100, "ms", "how late a reading may be")},
    .most_lanes = 11,
    .run = sensor_hub,
});

} // namespace
