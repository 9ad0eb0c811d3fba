// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers pass a token to and fro; whoever has passed it on sleeps until it comes back. So each pass is a
// switch: between threads or between processes, on one processor or across two.
#include "core/scenario/median.h"
#include "core/scenario/stage.h"
#include "core/sync/futex.h"

#include <algorithm>
#include <atomic>
#include <sched.h>
#include <vector>

using namespace interleave;

namespace {

/// Lets the calling worker run on one processor only: the first or the second that this run may use.
void stay_on(int which) {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    sched_getaffinity(0, sizeof usable, &usable);
    int seen = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &usable) || seen++ != which)
            continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        sched_setaffinity(0, sizeof one, &one);
        return;
    }
}

/// µs of one pass, one time. Nothing is recorded within, only the kernel's own switches.
double pass_to_and_fro(Stage& stage, Backend backend, int passes, bool across, const std::string& name) {
    auto& token = stage.share<std::atomic<std::uint32_t>>(0U);
    Team team({numbered_names(name, 2), backend, 1, {}});
    team.run([&](Worker& me) {
        const auto mine = static_cast<std::uint32_t>(me.index());
        stay_on(across ? me.index() : 0);
        for (int pass = 0; pass < passes; ++pass) {
            for (std::uint32_t holder = token.load(); holder != mine; holder = token.load()) {
                futex_wait(token, holder, Deadline::never());
                if (stage.stop_requested())
                    me.safe_point();
            }
            token.store(1 - mine);
            futex_wake(token, 1);
        }
    });
    return 1e3 * team.wall_ms() / (2.0 * passes);
}

Outcome switch_cost(Stage& stage) {
    const int passes = stage.count("passes");
    const int repeats = stage.count("repeats");
    const bool two = Stage::usable_cpus() > 1;

    std::vector<double> threads, processes, threads_across, processes_across;
    for (int i = 0; i < repeats; ++i) { // in turn, so that a slow phase of the machine hits all
        threads.push_back(pass_to_and_fro(stage, Backend::threads, passes, false, "thread"));
        processes.push_back(pass_to_and_fro(stage, Backend::processes, passes, false, "process"));
        if (two) {
            threads_across.push_back(pass_to_and_fro(stage, Backend::threads, passes, true, "thread across"));
            processes_across.push_back(
                pass_to_and_fro(stage, Backend::processes, passes, true, "process across"));
        }
    }

    Outcome outcome;
    outcome.values["threads_us"] = median(threads);
    outcome.values["processes_us"] = median(processes);
    if (two) {
        outcome.values["threads_across_us"] = median(threads_across);
        outcome.values["processes_across_us"] = median(processes_across);
    }
    outcome.checks.push_back(
        {.name = "threads-switch-faster",
         .claim = "On one processor a switch to another process takes longer than to another thread.",
         .expected = 1,
         .measured = median(processes) / median(threads),
         .unit = "×",
         .comparison = Comparison::above,
         .why = "the difference is small: both go the same way through the scheduler, and only the page "
                "tables change with the process"});
    return outcome;
}

const Registration registration({
    .name = "switch-cost",
    .title = "What a switch costs",
    .group = Group::threads_and_processes,
    .order = 60,
    .about = "Two workers pass a token and sleep in between: the time of a switch between threads and "
             "between processes, on one "
             "processor and across two.",
    .backends = {Backend::processes},
    .parameters = {integer("passes", 2'000, 100, 50'000, "", "how often each worker passes the token"),
                   integer("repeats", 7, 1, 25, "", "how often each way is measured; the median counts")},
    .most_lanes = 220,
    .run = switch_cost,
});

} // namespace
