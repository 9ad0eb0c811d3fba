// SPDX-License-Identifier: GPL-3.0-or-later
// How long does it take to start a worker that does nothing, and to wait for its end: a thread, a forked
// process, and a process that starts a new program? The page also measures how much memory and processor time
// each of them takes. To record a worker costs time too, so each is started without being recorded, and again
// to be seen.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <type_traits>
#include <unistd.h>
#include <vector>

namespace interleave::catalogue::start_cost {
namespace {

struct Settings {
    int repeats;
    std::size_t resident_mib;
};

/// The starts of one kind of worker.
struct Cost {
    std::vector<double> each_us; ///< from the call that starts it until it was joined
    double all_processor_us = 0;

    double median_us() const { return median(each_us); }
    double processor_us() const { return all_processor_us / static_cast<double>(each_us.size()); }
};

struct Costs {
    Cost thread;
    Cost process; ///< by fork
    Cost program; ///< by spawn
    Cost large_process;
};

struct Measured {
    Costs unrecorded;
    Costs recorded;
    double kib_of_thread;
    double kib_of_process;
};

double microseconds(const timeval& time) {
    return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec);
}

/// Returns the processor time of this process and of its children that have ended, in µs.
double processor_us() {
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        sum += microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
    }
    return sum;
}

template <typename StartAndJoin>
void add_starts(Cost& cost, const Label& label, int count, StartAndJoin&& start_and_join) {
    const double before = processor_us();
    for (int i = 0; i < count; ++i) {
        const Work work(label);
        const auto begin = std::chrono::steady_clock::now();
        start_and_join();
        cost.each_us.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    }
    cost.all_processor_us += processor_us() - before;
}

struct Labels {
    Label thread{"threads"};
    Label process{"processes by fork"};
    Label program{"processes by spawn"};
    Label large_process{"fork of a large process"};
    Label unrecorded{"all starts, not recorded"};
};

/// The new program of a spawned process runs this. The parent's memory is not copied for it, but a program
/// must be loaded.
const SpawnTarget nothing_to_do("nothing to do", [](void*) { return 0; });

/// Returns the proportional set size of a process in KiB: pages that several processes share count in parts.
double pss_kib(pid_t pid) {
    std::ifstream rollup("/proc/" + std::to_string(pid) + "/smaps_rollup");
    for (std::string word; rollup >> word;) {
        if (word == "Pss:") {
            double value = 0;
            rollup >> value;
            return value;
        }
    }
    return 0;
}

/// Returns the KiB of memory that each of `count` workers adds while all of them exist.
template <typename WorkerKind>
double memory_of_each(Stage& stage, int count, const std::string& name) {
    auto& started = stage.share<std::atomic<int>>(0);
    auto& done = stage.share<std::atomic<bool>>(false);
    const double before = pss_kib(getpid());
    double after = 0;
    {
        std::vector<WorkerKind> workers;
        for (const std::string& worker_name : numbered_names(name, count))
            workers.emplace_back(worker_name, [&] {
                volatile char stack[16'384]; // the least that any worker uses
                for (std::size_t i = 0; i < sizeof stack; i += 4096)
                    stack[i] = 1;
                ++started;
                while (!done)
                    sleep_for(std::chrono::milliseconds(1));
            });
        while (started < count)
            sleep_for(std::chrono::milliseconds(1));
        after = pss_kib(getpid());
        if constexpr (std::is_same_v<WorkerKind, Process>) {
            for (const Process& worker : workers)
                after += pss_kib(worker.pid());
        }
        done = true;
        for (WorkerKind& worker : workers)
            worker.join();
    }
    return (after - before) / count;
}

/// Adds `count` starts of each kind.
void add_all_starts(Costs& costs, const Labels& labels, int count, std::size_t resident_mib) {
    const auto start_thread = [] { Thread("thread", [] {}).join(); };
    const auto start_process = [] { Process("process", [] {}).join(); };
    const auto start_program = [] { Process::spawn("program", nothing_to_do, nullptr).join(); };

    add_starts(costs.thread, labels.thread, count, start_thread);
    add_starts(costs.process, labels.process, count, start_process);
    add_starts(costs.program, labels.program, count, start_program);
    // Fork copies the parent's page tables: the more memory the parent uses, the more there is to copy.
    const std::vector<char> resident(resident_mib << 20U, 1);
    add_starts(costs.large_process, labels.large_process, count, start_process);
}

Measured run(Stage& stage, const Settings& settings) {
    const Labels labels;
    Measured measured{};
    // The two take turns, because the first forks of a process take up to three times as long as later ones.
    constexpr int turns = 4;
    for (int turn = 0; turn < turns; ++turn) {
        const int count = settings.repeats / turns + (turn < settings.repeats % turns ? 1 : 0);
        {
            const UnrecordedStretch stretch = stage.unrecorded(labels.unrecorded);
            add_all_starts(measured.unrecorded, labels, count, settings.resident_mib);
        }
        add_all_starts(measured.recorded, labels, count, settings.resident_mib);
    }

    const int workers = 8;
    measured.kib_of_thread = memory_of_each<Thread>(stage, workers, "resting thread");
    measured.kib_of_process = memory_of_each<Process>(stage, workers, "resting process");
    return measured;
}

std::optional<double> quotient(double more, double less) {
    return less > 0 ? std::optional(more / less) : std::nullopt;
}

Outcome check(const Settings& settings, const Measured& measured) {
    const auto& [thread, process, program, large_process] = measured.unrecorded;

    Outcome outcome;
    outcome.value("thread_us", thread.median_us());
    outcome.value("fork_us", process.median_us());
    outcome.value("spawn_us", program.median_us());
    outcome.value("fork_of_large_us", large_process.median_us());
    outcome.value("thread_recorded_us", measured.recorded.thread.median_us());
    outcome.value("fork_recorded_us", measured.recorded.process.median_us());
    outcome.value("spawn_recorded_us", measured.recorded.program.median_us());
    outcome.value("fork_of_large_recorded_us", measured.recorded.large_process.median_us());
    outcome.value("resident_mib", settings.resident_mib);
    outcome.value("thread_processor_us", thread.processor_us());
    outcome.value("fork_processor_us", process.processor_us());
    outcome.value("kib_of_thread", measured.kib_of_thread);
    outcome.value("kib_of_process", measured.kib_of_process);
    outcome.check("threads-start-cheaper")
        .claims("Starting and joining a forked process takes longer than starting and joining a thread.")
        .expects(above(1, "×"))
        .measured(quotient(process.median_us(), thread.median_us()));
    outcome.check("threads-start-cheaper")
        .claims("So does a process that starts a new program.")
        .expects(above(1, "×"))
        .measured(quotient(program.median_us(), thread.median_us()));
    outcome.check("threads-use-less-memory")
        .claims("A process adds more memory than a thread.")
        .at_any_load()
        .expects(above(1, "×"))
        .measured(quotient(measured.kib_of_process, std::max(measured.kib_of_thread, 1.0)));
    outcome.check("processes-cost-more")
        .claims("An empty task takes more processor time in a process than in a thread.")
        .expects(above(1, "×"))
        .measured(quotient(process.processor_us(), thread.processor_us()));
    if (settings.resident_mib >= 32)
        outcome.check("fork-grows-with-memory")
            .claims("Fork takes longer the more memory the parent uses.")
            .expects(above(1, "×"))
            .measured(quotient(large_process.median_us(), process.median_us()));
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "start-cost",
    .title = "What it costs to start a worker",
    .group = Group::threads_and_processes,
    .order = 50,
    .about =
        "Start and join a worker that does nothing, again and again: a thread, a forked process, a new program; with time, processor time and memory.",
    .backends = {Backend::processes},
    .parameters = {integer("repeats", &Settings::repeats, 40, 5, 200, "",
                           "how often each is started; the median counts"),
                   integer("resident", &Settings::resident_mib, 128, 0, 1'024, "MiB",
                           "memory that the parent uses before the last forks")},
    .most_lanes = 820,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: the cost of starting",
};

} // namespace
} // namespace interleave::catalogue::start_cost
