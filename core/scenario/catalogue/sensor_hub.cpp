// SPDX-License-Identifier: GPL-3.0-or-later
// Sensors are read periodically beside a long computation. Where it runs decides whether the readings come in
// time: in a thread of its own, under the same GIL, or in another process.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/periodic_timer.h"
#include "core/work/process.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace interleave::catalogue::sensor_hub {
namespace {

struct Settings {
    int sensors;
    double period_ms;
    int readings; ///< of each sensor
    double deadline_ms;
};

/// Holds what was read from one sensor.
struct Readings {
    std::vector<double> lateness_ms; ///< of each reading, after the moment it was due
    int skipped = 0;                 ///< periods that passed without a reading
};

struct Measured {
    std::vector<Readings> sensors;
};

Readings read_sensor(Worker& worker, const Settings& settings) {
    Readings readings;
    PeriodicTimer timer(std::chrono::nanoseconds(static_cast<std::int64_t>(settings.period_ms * 1e6)));
    for (int due = 1; due <= settings.readings;) {
        const PeriodicTimer::Tick tick = timer.wait(); // releases the GIL, and needs it again
        worker.compute_us(50);                         // the reading itself
        readings.lateness_ms.push_back(static_cast<double>(timer.lateness_ns(tick)) / 1e6);
        readings.skipped += static_cast<int>(tick.passed - 1);
        due += static_cast<int>(tick.passed);
    }
    return readings;
}

Measured run(Stage& stage, const Settings& settings) {
    const bool in_other_process = stage.backend() == Backend::processes;
    auto& done = stage.share<std::atomic<bool>>(false);
    std::optional<Process> computing;
    if (in_other_process)
        computing.emplace("computing", [&] {
            while (!done)
                compute_ms(1);
        });

    std::vector<std::string> names = numbered_names("sensor", settings.sensors);
    if (!in_other_process)
        names.emplace_back("computing");
    std::vector<Readings> sensors(static_cast<std::size_t>(settings.sensors));
    std::atomic<int> active_sensors{settings.sensors};
    // If another process computes, the sensors' own process still has its GIL, but that delays nobody.
    Team team({names, in_other_process ? Backend::gil : stage.backend(), 1, {}});
    team.run([&](Worker& worker) {
        if (worker.index() == settings.sensors) {
            while (!done)
                worker.compute_ms(0.2);
            return;
        }
        sensors[static_cast<std::size_t>(worker.index())] = read_sensor(worker, settings);
        if (--active_sensors == 0)
            done = true;
    });
    if (computing)
        computing->join();
    return {sensors};
}

/// It is rarely exceeded by a kernel that has a processor free, also in a virtual machine.
constexpr double longest_wake_up_ms = 1;

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    std::vector<double> lateness_ms;
    int missed = 0;
    for (const Readings& readings : measured.sensors) {
        lateness_ms.insert(lateness_ms.end(), readings.lateness_ms.begin(), readings.lateness_ms.end());
        missed += readings.skipped;
    }
    missed += static_cast<int>(
        std::ranges::count_if(lateness_ms, [&](double late_ms) { return late_ms > settings.deadline_ms; }));
    const double missed_share = static_cast<double>(missed) / (settings.sensors * settings.readings);

    Outcome outcome;
    outcome.value("readings", lateness_ms.size());
    outcome.value("lateness_ms_median", median(lateness_ms));
    outcome.value("lateness_ms_most", std::ranges::max(lateness_ms));
    outcome.value("deadlines_missed", missed);
    outcome.value("missed_share", missed_share);
    if (backend == Backend::gil)
        outcome.check("gil-misses-deadlines")
            .claims("Beside computing under the same GIL most readings come too late.")
            .expects(at_least(0.5, "of the readings"))
            .measured(missed_share)
            .decidable_if(settings.deadline_ms < 5,
                          "the deadline is longer than the switch interval of 5 ms");
    else
        outcome.check("deadlines-kept")
            .claims("With a processor left for the sensors, readings come in time.")
            .expects(at_most(0.1, "of the readings missed"))
            .measured(missed_share)
            .decidable_if(Stage::usable_cpus() > 1, "the computing leaves no processor for the sensors")
            .decidable_if(settings.deadline_ms >= longest_wake_up_ms,
                          "waking up a thread may take that long without any computing");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "sensor-hub",
    .title = "The sensor hub",
    .group = Group::gil,
    .order = 70,
    .about =
        "Sensors are read at regular intervals beside heavy computing: how late the readings come with the computing in a thread, under the GIL, and in another process.",
    .backends = {Backend::gil, Backend::threads, Backend::processes},
    .parameters = {integer("sensors", &Settings::sensors, 2, 1, 8, "", "sensors, each read by a thread"),
                   real("period", &Settings::period_ms, 10, 1, 1'000, "ms",
                        "time between two readings of a sensor"),
                   integer("readings", &Settings::readings, 50, 2, 1'000, "", "readings of each sensor"),
                   real("deadline", &Settings::deadline_ms, 2, 0.1, 100, "ms", "how late a reading may be")},
    .most_lanes = 11,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::sensor_hub
