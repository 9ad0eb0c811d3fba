// SPDX-License-Identifier: GPL-3.0-or-later
// One of several workers writes to memory that it may not touch. For that the kernel ends the whole process:
// all its threads, but no other process.
#include "core/event/error.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <sys/mman.h>

namespace interleave::catalogue::crash_isolation {
namespace {

struct Settings {
    int workers;
    int victim; ///< counted from 1
    int steps;
};

struct Measured {
    int survivors;
    ProcessEnd crash;
};

/// Writes to a page that nobody may write to; the kernel answers with SIGSEGV.
void bad_access() {
    void* const page = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *static_cast<volatile int*>(page) = 1;
}

/// Defines what each worker does, and counts the workers that finish.
class Job {
public:
    Job(Stage& stage, const Settings& settings)
        : settings_(settings)
        , finished_(stage.share<std::atomic<int>>(0)) {}

    void work(int worker) {
        for (int step = 0; step < settings_.steps; ++step) {
            const Work working(step_);
            // Before the step, because the others must not have finished when it happens.
            if (worker == settings_.victim && step == settings_.steps / 2) {
                mark(bad_access_); // the last that is seen of it
                bad_access();
            }
            compute_ms(2);
            sleep_for(std::chrono::milliseconds(18));
        }
        ++finished_;
    }
    /// Starts all workers, as threads or as processes.
    template <typename WorkerKind>
    std::vector<WorkerKind> start() {
        std::vector<WorkerKind> started;
        for (int i = 1; i <= settings_.workers; ++i)
            started.emplace_back("worker " + std::to_string(i), [this, i] { work(i); });
        return started;
    }
    int survivors() const { return finished_; }

private:
    const Settings& settings_;
    Label step_{"step"};
    Label bad_access_{"bad access"};
    std::atomic<int>& finished_;
};

/// Each worker is a process. Returns how the one that crashed ended.
ProcessEnd run_processes(Job& job) {
    ProcessEnd crash;
    for (Process& worker : job.start<Process>()) {
        const ProcessEnd& end = worker.join();
        if (!end.succeeded())
            crash = end;
    }
    return crash;
}

/// The workers are threads of one child process, so that the parent survives to report how it ended.
ProcessEnd run_threads(Job& job) {
    Process process("their process", [&job] {
        for (Thread& worker : job.start<Thread>())
            worker.join();
    });
    return process.join();
}

Measured run(Stage& stage, const Settings& settings) {
    Job job(stage, settings);
    const ProcessEnd crash = stage.backend() == Backend::threads ? run_threads(job) : run_processes(job);
    return {job.survivors(), crash};
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    Outcome outcome;
    outcome.value("workers", settings.workers);
    outcome.value("survivors", measured.survivors);
    outcome.value("crash", to_text(measured.crash));
    if (backend == Backend::threads)
        outcome.check("crash-takes-threads")
            .claims("A crash in one thread ends all threads of its process.")
            .expects(exactly(0, "survivors"))
            .measured(measured.survivors);
    else
        outcome.check("crash-stays-inside")
            .claims("A crash in one process leaves the others unharmed.")
            .at_any_load()
            .expects(exactly(settings.workers - 1, "survivors"))
            .measured(measured.survivors);
    outcome.check("parent-learns-of-it")
        .claims("The parent learns which signal ended its child.")
        .at_any_load()
        .expects(exactly(SIGSEGV, "(signal)"))
        .measured(measured.crash.signal);
    return outcome;
}

void validate(const Settings& settings) {
    if (settings.victim > settings.workers)
        throw UsageError("parameter 'victim' is " + std::to_string(settings.victim) +
                         ", but 'workers' is only " + std::to_string(settings.workers) +
                         "; choose one of them");
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "crash-isolation",
    .title = "A crash and what it takes with it",
    .group = Group::threads_and_processes,
    .order = 50,
    .about =
        "One of four workers makes a bad access to memory. As processes, the other three finish; as threads of one process, all are gone at once.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {worker_count("workers", &Settings::workers, 4, 1, 32, "", "workers at the same job"),
                   integer("victim", &Settings::victim, 2, 1, 32, "", "which worker makes the bad access"),
                   integer("steps", &Settings::steps, 20, 4, 200, "",
                           "steps of 20 ms; the bad access comes half-way")},
    .most_lanes = 34,
    .validate = validate,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::crash_isolation
