// SPDX-License-Identifier: GPL-3.0-or-later
// A future stands for a result that is not there yet. What can become of it: a result, an exception, never
// begun.
#include "core/scenario/stage.h"
#include "core/work/process_pool.h"
#include "core/work/sleep.h"
#include "core/work/thread_pool.h"

#include <atomic>
#include <chrono>
#include <stdexcept>

namespace interleave {
namespace {

using namespace std::chrono_literals;

template <typename Pool>
Outcome submit_and_wait(Stage& stage) {
    const std::chrono::milliseconds step(stage.integer("step"));
    auto& last_ran = stage.share<std::atomic<bool>>(false);

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
                    [&last_ran] {
                        last_ran = true;
                        return 0;
                    }),
    };
    const Future<int>& slow = futures[0];
    const Future<int>& fails = futures[2];
    const Future<int>& never_begun = futures[3];

    const bool cancelled = never_begun.cancel(); // both workers are busy: it is still pending
    const std::size_t first = wait_for_any(std::vector(futures.begin(), futures.begin() + 3)).value();

    std::string message;
    try {
        fails.result(); // waits, and throws here what the task threw over there
    } catch (const std::runtime_error& error) {
        message = error.what();
    }
    const int result = slow.result();
    const double waited_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    const bool all_done = wait_for_all(futures, Deadline::in(0s));
    pool.shutdown();

    Outcome outcome;
    outcome.values = {{"first_done", first == 1   ? "quick"
                                     : first == 0 ? "slow"
                                                  : "fails"},
                      {"result", result},
                      {"exception", message},
                      {"cancelled", cancelled},
                      {"work_ms", waited_ms}};
    outcome.checks.push_back({.name = "first-of-several",
                              .claim = "Waiting for any comes back with the future that is done first.",
                              .expected = 1,
                              .measured = static_cast<double>(first),
                              .unit = "(its index)"});
    outcome.checks.push_back({.name = "exception-reaches-the-waiter",
                              .claim = "What a task throws is thrown again where its result is asked for.",
                              .expected = 1,
                              .measured = message == "no such sensor" ? 1 : 0});
    outcome.checks.push_back({.name = "cancelled-never-runs",
                              .claim = "A task that was cancelled before it began is never run.",
                              .expected = 0,
                              .measured = last_ran ? 1 : 0,
                              .unit = "runs",
                              .decidable = cancelled,
                              .why = cancelled ? "" : "a worker was faster than the cancelling"});
    outcome.checks.push_back({.name = "result-waits-for-the-task",
                              .claim = "A result is there when its task has ended, not before.",
                              .expected = 4.0 * static_cast<double>(step.count()),
                              .measured = waited_ms,
                              .unit = "ms",
                              .comparison = Comparison::at_least});
    outcome.checks.push_back({.name = "all-are-done",
                              .claim = "In the end every future is done: result, exception or cancelled.",
                              .expected = 1,
                              .measured = all_done ? 1 : 0});
    return outcome;
}

Outcome run(Stage& stage) {
    return stage.backend() == Backend::processes ? submit_and_wait<ProcessPool>(stage)
                                                 : submit_and_wait<ThreadPool>(stage);
}

const Registration registration{{
    .name = "futures",
    .title = "Futures: result, exception, cancel",
    .group = Group::pools,
    .order = 40,
    .about = "Four tasks for two workers: one is slow, one is quick, one throws, one is cancelled while it "
             "waits. The main lane waits for each in its own way.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("step", 50, 5, 500, "ms",
                           "how long the quick task takes; the slow one four times that")},
    .most_lanes = 4,
    .run = run,
}};

} // namespace
} // namespace interleave
