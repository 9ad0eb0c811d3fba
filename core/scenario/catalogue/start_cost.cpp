// SPDX-License-Identifier: GPL-3.0-or-later
// What it takes to start a worker that does nothing, and to wait for its end: a thread, a forked process, and
// a process that starts a new program. And what memory and processor time each takes.
#include "core/scenario/stage.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace interleave;

namespace {

double microseconds(const timeval& time) {
    return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec);
}

/// Processor time of this process and of its children that have ended, µs.
double processor_us() {
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        sum += microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
    }
    return sum;
}

struct Cost {
    double median_us;    ///< from the wish to start until it was joined
    double processor_us; ///< mean
};

template <typename StartAndJoin>
Cost cost_of(const Label& label, int repeats, StartAndJoin&& start_and_join) {
    std::vector<double> times;
    const double before = processor_us();
    for (int i = 0; i < repeats; ++i) {
        const Work work(label);
        const auto begin = std::chrono::steady_clock::now();
        start_and_join();
        times.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    }
    const double used = (processor_us() - before) / repeats;
    std::ranges::sort(times);
    return {times[times.size() / 2], used};
}

/// Begun by a process that is a new program: the parent's memory is not copied, but a program must be loaded.
const SpawnTarget nothing_to_do("nothing to do", [](void*) { return 0; });

/// Proportional set size of a process, KiB: pages that several processes share count in parts.
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

/// KiB that each of several workers adds while all of them are there.
template <typename Member>
double memory_of_each(Stage& stage, int count, const std::string& name) {
    auto& here = stage.share<std::atomic<int>>(0);
    auto& over = stage.share<std::atomic<bool>>(false);
    const double before = pss_kib(getpid());
    double after = 0;
    {
        std::vector<Member> members;
        for (const std::string& member : numbered_names(name, count))
            members.emplace_back(member, [&] {
                volatile char stack[16'384]; // what any worker uses at least
                for (std::size_t i = 0; i < sizeof stack; i += 4096)
                    stack[i] = 1;
                ++here;
                while (!over)
                    sleep_for(std::chrono::milliseconds(1));
            });
        while (here < count)
            sleep_for(std::chrono::milliseconds(1));
        after = pss_kib(getpid());
        if constexpr (std::is_same_v<Member, Process>) {
            for (const Process& member : members)
                after += pss_kib(member.pid());
        }
        over = true;
        for (Member& member : members)
            member.join();
    }
    return (after - before) / count;
}

Outcome start_cost(Stage& stage) {
    const int repeats = stage.count("repeats");
    const auto start_thread = [] { Thread("thread", [] {}).join(); };
    const auto start_process = [] { Process("process", [] {}).join(); };
    const auto start_program = [] { Process::spawn("program", nothing_to_do, nullptr).join(); };

    const Cost thread = cost_of(Label("threads"), repeats, start_thread);
    const Cost process = cost_of(Label("processes by fork"), repeats, start_process);
    const Cost program = cost_of(Label("processes by spawn"), repeats, start_program);
    // Fork copies the parent's page tables: the more memory the parent uses, the more there is to copy.
    const std::vector<char> resident(static_cast<std::size_t>(stage.integer("resident")) << 20U, 1);
    const Cost large_process = cost_of(Label("fork of a large process"), repeats, start_process);

    const int members = 8;
    const double kib_of_thread = memory_of_each<Thread>(stage, members, "resting thread");
    const double kib_of_process = memory_of_each<Process>(stage, members, "resting process");

    Outcome outcome;
    outcome.values["thread_us"] = thread.median_us;
    outcome.values["fork_us"] = process.median_us;
    outcome.values["spawn_us"] = program.median_us;
    outcome.values["fork_of_large_us"] = large_process.median_us;
    outcome.values["resident_mib"] = resident.size() >> 20U;
    outcome.values["thread_processor_us"] = thread.processor_us;
    outcome.values["fork_processor_us"] = process.processor_us;
    outcome.values["kib_of_thread"] = kib_of_thread;
    outcome.values["kib_of_process"] = kib_of_process;
    const auto times_as_much = [&](const char* name, const char* claim, double more, double less) {
        outcome.checks.push_back({.name = name,
                                  .claim = claim,
                                  .expected = 1,
                                  .measured = less > 0 ? std::optional(more / less) : std::nullopt,
                                  .unit = "×",
                                  .comparison = Comparison::above});
    };
    times_as_much("threads-start-cheaper", "To start and join a forked process takes longer than a thread.",
                  process.median_us, thread.median_us);
    times_as_much("threads-start-cheaper", "So does a process that starts a new program.", program.median_us,
                  thread.median_us);
    times_as_much("threads-use-less-memory", "A process adds more memory than a thread.", kib_of_process,
                  std::max(kib_of_thread, 1.0));
    times_as_much("processes-cost-more",
                  "An empty task takes more processor time in a process than in a thread.",
                  process.processor_us, thread.processor_us);
    if (resident.size() >= (32U << 20U))
        times_as_much("fork-grows-with-memory", "Fork takes longer the more memory the parent uses.",
                      large_process.median_us, process.median_us);
    return outcome;
}

const Registration registration({
    .name = "start-cost",
    .title = "What it costs to start a worker",
    .group = Group::threads_and_processes,
    .order = 50,
    .about = "Start and join a worker that does nothing, again and again: a thread, a forked process, a new "
             "program; with time, "
             "processor time and memory.",
    .backends = {Backend::processes},
    .parameters = {integer("repeats", 40, 5, 200, "", "how often each is started; the median counts"),
                   integer("resident", 128, 0, 1'024, "MiB",
                           "memory that the parent uses before the last forks")},
    .most_lanes = 820,
    .run = start_cost,
});

} // namespace
