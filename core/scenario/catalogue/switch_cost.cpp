// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers pass a token back and forth; the one that has passed it on sleeps until it comes back. So each
// pass is a switch between threads or between processes, on one processor or across two.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/sync/futex.h"

#include <atomic>
#include <sched.h>
#include <string>
#include <vector>

namespace interleave {
namespace {

struct Settings {
    int passes;
    int repeats;
};

/// Holds the times of one pass in µs, one for each repeat.
struct Measured {
    std::vector<double> threads;
    std::vector<double> processes;
    std::vector<double> threads_across; ///< from one processor to another; empty where there is only one
    std::vector<double> processes_across;
};

/// Lets the calling worker run on one processor only: the first or the second that this run may use.
void stay_on(int which) {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    sched_getaffinity(0, sizeof usable, &usable);
    int seen = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &usable) || seen++ != which)
            continue;
        cpu_set_t only_this;
        CPU_ZERO(&only_this);
        CPU_SET(cpu, &only_this);
        sched_setaffinity(0, sizeof only_this, &only_this);
        return;
    }
}

/// Returns the µs of one pass. Meanwhile nothing is recorded except the kernel's own switches.
double pass_back_and_forth(Stage& stage, Backend backend, int passes, bool across, const std::string& name) {
    auto& token = stage.share<std::atomic<std::uint32_t>>(0U);
    Team team({numbered_names(name, 2), backend, 1, {}});
    team.run([&](Worker& worker) {
        const auto own = static_cast<std::uint32_t>(worker.index());
        stay_on(across ? worker.index() : 0);
        for (int pass = 0; pass < passes; ++pass) {
            for (std::uint32_t holder = token.load(); holder != own; holder = token.load()) {
                futex_wait(token, holder, Deadline::never());
                if (stage.stop_requested())
                    worker.safe_point();
            }
            token.store(1 - own);
            futex_wake(token, 1);
        }
    });
    return 1e3 * team.wall_ms() / (2.0 * passes);
}

Measured run(Stage& stage, const Settings& settings) {
    const auto measure = [&](Backend backend, bool across, const std::string& name) {
        return pass_back_and_forth(stage, backend, settings.passes, across, name);
    };
    Measured measured;
    // All ways take turns, so that a slow phase of the machine affects all of them.
    for (int i = 0; i < settings.repeats; ++i) {
        measured.threads.push_back(measure(Backend::threads, false, "thread"));
        measured.processes.push_back(measure(Backend::processes, false, "process"));
        if (Stage::usable_cpus() > 1) {
            measured.threads_across.push_back(measure(Backend::threads, true, "thread across"));
            measured.processes_across.push_back(measure(Backend::processes, true, "process across"));
        }
    }
    return measured;
}

Outcome check(const Settings&, const Measured& measured) {
    const double threads_us = median(measured.threads);
    const double processes_us = median(measured.processes);

    Outcome outcome;
    outcome.value("threads_us", threads_us);
    outcome.value("processes_us", processes_us);
    if (!measured.threads_across.empty()) {
        outcome.value("threads_across_us", median(measured.threads_across));
        outcome.value("processes_across_us", median(measured.processes_across));
    }
    outcome.check("threads-switch-faster")
        .claims("On one processor a switch to another process takes longer than to another thread.")
        .expects(above(1, "×"))
        .measured(processes_us / threads_us)
        .remark(
            "the difference is small: both go the same way through the scheduler, and only the page tables change with the process");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "switch-cost",
    .title = "What a switch costs",
    .group = Group::threads_and_processes,
    .order = 60,
    .about =
        "Two workers pass a token and sleep in between: the time of a switch between threads and between processes, on one processor and across two.",
    .backends = {Backend::processes},
    .parameters = {integer("passes", &Settings::passes, 2'000, 100, 50'000, "",
                           "how often each worker passes the token"),
                   integer("repeats", &Settings::repeats, 7, 1, 25, "",
                           "how often each way is measured; the median counts")},
    .most_lanes = 220,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave
