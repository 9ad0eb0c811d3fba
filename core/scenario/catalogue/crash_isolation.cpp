// SPDX-License-Identifier: GPL-3.0-or-later
// One of several workers writes to memory that is not its own. The kernel ends the whole process for that:
// all its threads, and no other process.
#include "core/event/error.h"
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <sys/mman.h>

namespace interleave {
namespace {

/// Writes where nobody may write; the kernel answers with SIGSEGV.
void bad_access() {
    signal(SIGSEGV, SIG_DFL); // nobody shall catch it
    void* const page = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *static_cast<volatile int*>(page) = 1;
}

/// What the workers do, and who of them came to the end.
class Job {
public:
    Job(Stage& stage, int workers)
        : workers_(workers)
        , steps_(stage.count("steps"))
        , victim_(stage.count("victim") - 1)
        , finished_(stage.share<std::atomic<int>>(0)) {}

    void work(int worker) {
        for (int step = 0; step < steps_; ++step) {
            const Work working(step_);
            compute_ms(2);
            sleep_for(std::chrono::milliseconds(18));
            if (worker == victim_ && step == steps_ / 2)
                bad_access();
        }
        ++finished_;
    }
    /// Starts a worker of this kind for each share of the job.
    template <typename WorkerKind>
    std::vector<WorkerKind> start() {
        std::vector<WorkerKind> started;
        for (int i = 0; i < workers_; ++i)
            started.emplace_back("worker " + std::to_string(i + 1), [this, i] { work(i); });
        return started;
    }
    int survivors() const { return finished_; }

private:
    int workers_;
    int steps_;
    int victim_;
    Label step_{"step"};
    std::atomic<int>& finished_;
};

/// Each worker is a process. Returns how the one that crashed ended.
ProcessEnd run_processes(Job& job) {
    ProcessEnd crash;
    for (Process& worker : job.start<Process>()) {
        const ProcessEnd& end = worker.join();
        if (!end.well())
            crash = end;
    }
    return crash;
}

/// The workers are threads of one process, which is a child here, so that somebody is left to tell.
ProcessEnd run_threads(Job& job) {
    Process together("their process", [&job] {
        for (Thread& worker : job.start<Thread>())
            worker.join();
    });
    return together.join();
}

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    Job job(stage, workers);
    const bool threads = stage.backend() == Backend::threads;
    const ProcessEnd crash = threads ? run_threads(job) : run_processes(job);

    Outcome outcome;
    outcome.values = {{"workers", workers}, {"survivors", job.survivors()}, {"crash", to_text(crash)}};
    if (threads)
        outcome.checks.push_back({.name = "crash-takes-threads",
                                  .claim = "A crash in one thread ends all threads of its process.",
                                  .expected = 0,
                                  .measured = job.survivors(),
                                  .unit = "survivors"});
    else
        outcome.checks.push_back({.name = "crash-stays-inside",
                                  .claim = "A crash in one process leaves the others unharmed.",
                                  .expected = workers - 1.0,
                                  .measured = job.survivors(),
                                  .unit = "survivors"});
    outcome.checks.push_back({.name = "parent-learns-of-it",
                              .claim = "The parent learns which signal ended its child.",
                              .expected = SIGSEGV,
                              .measured = crash.signal,
                              .unit = "(signal)"});
    return outcome;
}

const Registration registration{{
    .name = "crash-isolation",
    .title = "A crash and who it takes along",
    .group = Group::threads_and_processes,
    .order = 50,
    .about = "One of four workers makes a bad access to memory. As processes, the other three finish; as "
             "threads of one process, all are gone at once.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {integer("workers", 4, 1, 32, "", "workers at the same job"),
                   integer("victim", 2, 1, 32, "", "which worker makes the bad access"),
                   integer("steps", 20, 2, 200, "", "steps of 20 ms; the bad access comes half-way")},
    .most_lanes = 34,
    .run = run,
    .validate =
        [](const ParameterSet& parameters) {
            const std::int64_t victim = parameters.integer("victim");
            const std::int64_t workers = parameters.integer("workers");
            if (victim > workers)
                throw UsageError("parameter 'victim' is " + std::to_string(victim) +
                                 ", but 'workers' is only " + std::to_string(workers) +
                                 "; choose one of them");
        },
}};

} // namespace
} // namespace interleave
