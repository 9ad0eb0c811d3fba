// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers pass a token back and forth; the one that has passed it on sleeps until it comes back. So each
// pass is a switch between threads or between processes, on one processor or across two. Records of the
// kernel's switches would make each of them dearer, so the figures are measured without them, and with them
// for comparison.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/sync/futex.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <sched.h>
#include <string>
#include <vector>

namespace interleave::catalogue::switch_cost {
namespace {

struct Settings {
    int passes;
    int repeats;
};

/// Holds the times of one pass in µs, one for each repeat.
struct PassTimes {
    std::vector<double> threads;
    std::vector<double> processes;
    std::vector<double> threads_across; ///< from one processor to another; empty where there is only one
    std::vector<double> processes_across;
};

struct Measured {
    PassTimes unrecorded;
    PassTimes recorded;
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

/// Returns the µs of one pass.
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

/// Measures each way once.
void measure_all(Stage& stage, const Settings& settings, PassTimes& times) {
    const auto measure = [&](Backend backend, bool across, const std::string& name) {
        return pass_back_and_forth(stage, backend, settings.passes, across, name);
    };
    times.threads.push_back(measure(Backend::threads, false, "thread"));
    times.processes.push_back(measure(Backend::processes, false, "process"));
    if (Stage::usable_cpus() > 1) {
        times.threads_across.push_back(measure(Backend::threads, true, "thread across"));
        times.processes_across.push_back(measure(Backend::processes, true, "process across"));
    }
}

Measured run(Stage& stage, const Settings& settings) {
    const Label unrecorded_label("all ways, not recorded");
    Measured measured;
    // All ways take turns, so that a slow phase of the machine affects all of them.
    for (int i = 0; i < settings.repeats; ++i) {
        {
            const UnrecordedStretch stretch = stage.unrecorded(unrecorded_label);
            measure_all(stage, settings, measured.unrecorded);
        }
        measure_all(stage, settings, measured.recorded);
    }
    return measured;
}

/// Adds the medians to the outcome; `how` is a part of their names.
void add_medians(Outcome& outcome, const PassTimes& times, const std::string& how) {
    outcome.value("threads" + how + "_us", median(times.threads));
    outcome.value("processes" + how + "_us", median(times.processes));
    if (times.threads_across.empty())
        return;
    outcome.value("threads_across" + how + "_us", median(times.threads_across));
    outcome.value("processes_across" + how + "_us", median(times.processes_across));
}

/// Returns how much longer a process took than a thread on one processor. The least time of each counts,
/// because other programs and a host can only make a switch longer.
double process_per_thread(const PassTimes& times) {
    return std::ranges::min(times.processes) / std::ranges::min(times.threads);
}

/// Says why a missed difference would prove nothing: the repeats of one way differ by more, or are too few to
/// tell by how much. Empty if neither is so.
std::string doubt_of_difference(const PassTimes& times) {
    constexpr std::size_t least_repeats = 3;
    if (times.threads.size() < least_repeats)
        return "so small a difference needs three repeats or more";
    const auto spread = [](const std::vector<double>& repeats) {
        return median(repeats) / std::ranges::min(repeats) - 1;
    };
    const double most = std::max(spread(times.threads), spread(times.processes));
    if (most <= std::abs(process_per_thread(times) - 1))
        return {};
    return "the repeats of one way differ by more than the two ways do";
}

Outcome check(const Settings&, const Measured& measured) {
    Outcome outcome;
    add_medians(outcome, measured.unrecorded, "");
    add_medians(outcome, measured.recorded, "_recorded");
    outcome.check("threads-switch-faster")
        .claims("On one processor a switch to another process takes longer than to another thread.")
        .expects(above(1, "×"))
        .measured(process_per_thread(measured.unrecorded))
        .doubt(doubt_of_difference(measured.unrecorded))
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
    .parameters = {integer("passes", &Settings::passes, 1'000, 100, 10'000, "",
                           "how often each worker passes the token"),
                   integer("repeats", &Settings::repeats, 5, 1, 15, "",
                           "how often each way is measured; the median counts")},
    .most_lanes = 122,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: the cost of switches",
};

} // namespace
} // namespace interleave::catalogue::switch_cost
