// SPDX-License-Identifier: GPL-3.0-or-later
// Sensors are read beside each other, and reading one of them fails. Whether anybody notices depends on how
// the readings were started, and on what was asked of them afterwards.
#include "core/scenario/catalogue_entry.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/thread_pool.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace interleave::catalogue::unseen_exception {
namespace {

enum class Way { thread, unasked_future, asked_future };

struct Settings {
    Way way;
    int sensors;
};

struct Measured {
    std::vector<int> readings; ///< 0 where there is none
    std::string noticed;       ///< what main learnt of the failure; empty if nothing
};

constexpr int broken_sensor = 2;

/// Reads one sensor. The second one is broken.
void read_sensor(int sensor, std::vector<int>& readings) {
    sleep_for(std::chrono::milliseconds(20 * sensor));
    if (sensor == broken_sensor)
        throw std::runtime_error("sensor " + std::to_string(sensor) + " does not answer");
    readings[static_cast<std::size_t>(sensor - 1)] = 20;
}

/// Each sensor has a thread. A join only says that the thread has ended, not how.
void by_threads(int sensors, std::vector<int>& readings) {
    std::vector<Thread> threads;
    for (int sensor = 1; sensor <= sensors; ++sensor)
        threads.emplace_back(
            "sensor " + std::to_string(sensor), [&readings, sensor] { read_sensor(sensor, readings); },
            Uncaught::ends_thread);
    for (Thread& thread : threads)
        thread.join();
}

std::vector<Future<void>> submit(ThreadPool& pool, int sensors, std::vector<int>& readings) {
    std::vector<Future<void>> futures;
    for (int sensor = 1; sensor <= sensors; ++sensor)
        futures.push_back(pool.submit("sensor " + std::to_string(sensor),
                                      [&readings, sensor] { read_sensor(sensor, readings); }));
    return futures;
}

/// Asks each future for its result. Returns what the first one threw that has none.
std::string ask(const std::vector<Future<void>>& futures) {
    std::string failure;
    for (const Future<void>& future : futures) {
        try {
            future.result();
        } catch (const std::runtime_error& error) {
            failure = error.what();
        }
    }
    return failure;
}

Measured run(Stage&, const Settings& settings) {
    Measured measured{std::vector<int>(static_cast<std::size_t>(settings.sensors), 0), {}};
    if (settings.way == Way::thread) {
        by_threads(settings.sensors, measured.readings);
    } else {
        ThreadPool pool("pool", 2);
        const std::vector<Future<void>> futures = submit(pool, settings.sensors, measured.readings);
        if (settings.way == Way::asked_future)
            measured.noticed = ask(futures);
    } // here the pool waits for all its tasks
    return measured;
}

Outcome check(const Settings& settings, const Measured& measured) {
    int readings = 0;
    int sum = 0;
    for (const int reading : measured.readings) {
        readings += reading != 0 ? 1 : 0;
        sum += reading;
    }

    Outcome outcome;
    outcome.value("sensors", settings.sensors);
    outcome.value("readings", readings);
    outcome.value("mean", static_cast<double>(sum) / settings.sensors);
    outcome.value("main_noticed", !measured.noticed.empty());
    if (!measured.noticed.empty())
        outcome.value("exception", measured.noticed);
    outcome.check("result-is-missing")
        .claims("The one that throws leaves no result; all others do.")
        .at_any_load()
        .expects(exactly(settings.sensors - 1, "readings"))
        .measured(readings);
    if (settings.way == Way::asked_future)
        outcome.check("future-tells-it")
            .claims("A future that is asked for its result throws what the task threw.")
            .at_any_load()
            .expects(exactly(1, "exceptions in main"))
            .measured(!measured.noticed.empty());
    else
        outcome.check("nobody-notices")
            .claims("Main waits for the end of all and learns nothing of the exception.")
            .at_any_load()
            .expects(exactly(0, "exceptions in main"))
            .measured(!measured.noticed.empty());
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "unseen-exception",
    .title = "An exception that nobody sees",
    .group = Group::pools,
    .order = 42,
    .about =
        "One of four sensors does not answer, and its thread ends by an exception. The main lane joins all four, computes with what it has, and notices nothing. A future that is asked tells it.",
    .backends = {Backend::threads},
    .parameters =
        {choice("way", &Settings::way, Way::thread,
                {{"thread", Way::thread}, {"future", Way::unasked_future}, {"result", Way::asked_future}},
                "a thread for each sensor; a pool whose futures nobody asks; or asked for their result"),
         integer("sensors", &Settings::sensors, 4, broken_sensor, 32, "",
                 "sensors to read; the second is broken")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::unseen_exception
