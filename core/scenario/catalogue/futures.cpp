// SPDX-License-Identifier: GPL-3.0-or-later
// A future stands for a result that is not there yet. It ends with the result, with an exception, or
// cancelled before its task began.
#include "core/scenario/catalogue_entry.h"
#include "core/work/process_pool.h"
#include "core/work/sleep.h"
#include "core/work/thread_pool.h"

#include <atomic>
#include <chrono>
#include <stdexcept>

namespace interleave::catalogue::futures {
namespace {

struct Settings {
    std::chrono::milliseconds step;
};

struct Measured {
    std::size_t first_done; ///< index of a future
    int result;
    std::string exception; ///< its message
    bool cancelled;
    bool cancelled_ran;
    bool all_done;
    double waited_ms; ///< for the result
};

template <typename Pool>
Measured submit_and_wait(Stage& stage, const Settings& settings) {
    const std::chrono::milliseconds step = settings.step;
    auto& cancelled_ran = stage.share<std::atomic<bool>>(false);

    Pool pool("pool", 2);
    const std::uint64_t began = monotonic_raw_ns();
    const std::vector<Future<int>> futures{
        pool.submit("slow",
                    [step] {
                        sleep_for(4 * step);
                        return 4;
                    }),
        pool.submit("quick",
                    [step] {
                        sleep_for(step);
                        return 1;
                    }),
        pool.submit("fails",
                    [step]() -> int {
                        sleep_for(step);
                        throw std::runtime_error("no such sensor");
                    }),
        pool.submit("never begun",
                    [&cancelled_ran] {
                        cancelled_ran = true;
                        return 0;
                    }),
    };
    const Future<int>& slow = futures[0];
    const Future<int>& fails = futures[2];
    const Future<int>& never_begun = futures[3];

    const bool cancelled = never_begun.cancel(); // both workers are busy, so it is still pending
    const std::size_t first = wait_for_any(std::vector(futures.begin(), futures.begin() + 3)).value();

    std::string message;
    try {
        fails.result(); // waits, and throws what the task threw
    } catch (const std::runtime_error& error) {
        message = error.what();
    }
    const int result = slow.result();
    const double waited_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    const bool all_done = wait_for_all(futures, Deadline::in(std::chrono::seconds(0)));
    pool.shutdown();
    return {first, result, message, cancelled, cancelled_ran, all_done, waited_ms};
}

Measured run(Stage& stage, const Settings& settings) {
    return stage.backend() == Backend::processes ? submit_and_wait<ProcessPool>(stage, settings)
                                                 : submit_and_wait<ThreadPool>(stage, settings);
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("first_done", measured.first_done == 1   ? "quick"
                                : measured.first_done == 0 ? "slow"
                                                           : "fails");
    outcome.value("result", measured.result);
    outcome.value("exception", measured.exception);
    outcome.value("cancelled", measured.cancelled);
    outcome.value("work_ms", measured.waited_ms);
    outcome.check("first-of-several")
        .claims("Waiting for any comes back with the future that is done first.")
        .expects(exactly(1, "(its index)"))
        .measured(measured.first_done);
    outcome.check("exception-reaches-the-waiter")
        .claims("What a task throws is thrown again where its result is asked for.")
        .at_any_load()
        .expects(exactly(1))
        .measured(measured.exception == "no such sensor");
    outcome.check("cancelled-never-runs")
        .claims("A task that was cancelled before it began is never run.")
        .at_any_load()
        .expects(exactly(0, "runs"))
        .measured(measured.cancelled_ran)
        .decidable_if(measured.cancelled, "a worker was faster than the cancelling");
    outcome.check("result-waits-for-the-task")
        .claims("A result is there when its task has ended, not before.")
        .at_any_load()
        .expects(at_least(4 * settings.step.count(), "ms"))
        .measured(measured.waited_ms);
    outcome.check("all-are-done")
        .claims("In the end every future is done: result, exception or cancelled.")
        .at_any_load()
        .expects(exactly(1))
        .measured(measured.all_done);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "futures",
    .title = "Futures: result, exception, cancel",
    .group = Group::pools,
    .order = 40,
    .about =
        "Four tasks for two workers: one is slow, one is quick, one throws, one is cancelled while it waits. The main lane waits for each in its own way.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("step", &Settings::step, 50, 5, 500, "ms",
                           "how long the quick task takes; the slow one four times that")},
    .most_lanes = 4,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::futures
