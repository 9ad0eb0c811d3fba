// SPDX-License-Identifier: GPL-3.0-or-later
// A process is started, works beside its parent with memory and a process id of its own, ends, and is joined.
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/print.h"
#include "core/work/process.h"
#include "core/work/work.h"

#include <unistd.h>

namespace interleave::catalogue::hello_process {
namespace {

struct Settings {
    double work_ms;
    bool spawn;
    int exit_code;
};

struct Measured {
    std::vector<std::string> printed;
    pid_t parent_pid;
    pid_t child_pid; ///< as the parent knows it
    pid_t own_pid;   ///< as the child knows it
    double start_up_us;
    ProcessEnd end;
};

/// Parent and child share this and nothing else: processes share only what is put into shared memory.
struct Common {
    PrintedLines printed;
    double work_ms = 0;
    int exit_code = 0;
    pid_t child_pid = 0;
    std::uint64_t began_ns = 0;
};

int child_main(Common& common) {
    common.child_pid = getpid();
    common.began_ns = monotonic_raw_ns();
    common.printed.print("hello from the child");
    const Label work_label("its work");
    const Work work(work_label);
    compute_ms(common.work_ms);
    return common.exit_code;
}

/// A spawned child is a new program and has none of its parent's variables. It finds this function by its
/// name.
const SpawnTarget spawned_child("hello-process: the child",
                                [](void* shared) { return child_main(*static_cast<Common*>(shared)); });

Measured run(Stage& stage, const Settings& settings) {
    auto& common = stage.share<Common>();
    common.work_ms = settings.work_ms;
    common.exit_code = settings.exit_code;

    const std::uint64_t start_asked_ns = monotonic_raw_ns();
    Process child = settings.spawn ? Process::spawn("child", spawned_child, &common)
                                   : Process("child", [&] { return child_main(common); });
    common.printed.print("hello from the parent");
    const ProcessEnd& end = child.join(); // the parent waits here until the child has ended
    common.printed.print("the parent goes on");
    return {common.printed.lines(),
            getpid(),
            child.pid(),
            common.child_pid,
            1e-3 * static_cast<double>(common.began_ns - start_asked_ns),
            end};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const ProcessEnd& end = measured.end;

    Outcome outcome;
    outcome.value("printed", measured.printed);
    outcome.value("parent_pid", measured.parent_pid);
    outcome.value("child_pid", measured.own_pid);
    outcome.value("start_up_us", measured.start_up_us);
    outcome.check("own-process-id")
        .claims("A child is another process: it has an id of its own.")
        .at_any_load()
        .expects(exactly(1))
        .measured(measured.own_pid != measured.parent_pid && measured.own_pid == measured.child_pid);
    outcome.check("exit-code-arrives")
        .claims("The parent learns from join how its child ended.")
        .at_any_load()
        .expects(exactly(settings.exit_code))
        .measured(end.signal == 0 ? end.code : -end.signal)
        .remark(end.succeeded() ? "" : "the child " + to_text(end));
    outcome.check("join-waits")
        .claims("A join returns only after the child has ended.")
        .at_any_load()
        .expects(at_least(0, "ns"))
        .measured_in_trace("join_after_end_ns", "child");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "hello-process",
    .title = "Hello, process",
    .group = Group::first_steps,
    .order = 2,
    .about =
        "A process is created, works beside its parent and ends; the parent waits for it and learns its exit code.",
    .backends = {Backend::processes},
    .parameters = {real("work", &Settings::work_ms, 200, 0, 5000, "ms", "how long the child works"),
                   choice("start", &Settings::spawn, false, {{"fork", false}, {"spawn", true}},
                          "a copy of the parent (fork), or a new program that is told what to do (spawn)"),
                   integer("exit_code", &Settings::exit_code, 0, 0, 255, "",
                           "the exit code with which the child ends")},
    .most_lanes = 2,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::hello_process
