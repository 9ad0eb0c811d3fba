// SPDX-License-Identifier: GPL-3.0-or-later
// A process is started, works beside its parent with memory and a number of its own, ends, and is joined.
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/print.h"
#include "core/work/process.h"
#include "core/work/work.h"

#include <unistd.h>

using namespace interleave;

namespace {

/// All that parent and child have in common: a process shares only what is put into shared memory.
struct Common {
    PrintedLines printed;
    double work_ms = 0;
    int exit_code = 0;
    pid_t child_pid = 0;
    std::uint64_t began = 0; ///< ns
};

int live_as_child(Common& common) {
    common.child_pid = getpid();
    common.began = monotonic_raw_ns();
    common.printed.print("hello from the child");
    const Label its_work("its work");
    const Work work(its_work);
    compute_ms(common.work_ms);
    return common.exit_code;
}

/// A spawned child is a new program, so it knows nothing of its parent's variables: it finds this by its
/// name.
const SpawnTarget spawned_child("hello-process: the child",
                                [](void* shared) { return live_as_child(*static_cast<Common*>(shared)); });

Outcome hello_process(Stage& stage) {
    const int exit_code = stage.count("exit_code");
    auto& common = stage.share<Common>();
    common.work_ms = stage.real("work");
    common.exit_code = exit_code;

    const std::uint64_t asked = monotonic_raw_ns();
    Process child = stage.text("start") == "spawn" ? Process::spawn("child", spawned_child, &common)
                                                   : Process("child", [&] { return live_as_child(common); });
    common.printed.print("hello from the parent");
    const ProcessEnd& end = child.join(); // the parent waits here until the child has ended
    common.printed.print("the parent goes on");

    Outcome outcome;
    outcome.values["printed"] = common.printed.lines();
    outcome.values["parent_pid"] = getpid();
    outcome.values["child_pid"] = common.child_pid;
    outcome.values["start_up_us"] = 1e-3 * static_cast<double>(common.began - asked);
    outcome.checks.push_back(
        {.name = "own-process-id",
         .claim = "A process is another process: it has an id of its own.",
         .expected = 1,
         .measured = common.child_pid != getpid() && common.child_pid == child.pid() ? 1 : 0});
    outcome.checks.push_back({.name = "exit-code-arrives",
                              .claim = "The parent learns from join how its child ended.",
                              .expected = static_cast<double>(exit_code),
                              .measured = end.signal == 0 ? end.code : -end.signal,
                              .why = end.well() ? "" : "the child " + to_text(end)});
    outcome.checks.push_back({.name = "join-waits",
                              .claim = "A join returns only after the child has ended.",
                              .expected = 0,
                              .unit = "ns",
                              .comparison = Comparison::at_least,
                              .measure = TraceMeasure{"join_after_end_ns", "child"}});
    return outcome;
}

const Registration registration({
    .name = "hello-process",
    .title = "Hello, process",
    .group = Group::first_steps,
    .order = 2,
    .about = "A process is created, works beside its parent and ends; the parent waits for it and learns its "
             "exit code.",
    .backends = {Backend::processes},
    .parameters = {real("work", 200, 0, 5000, "ms", "how long the child works"),
                   choice("start", "fork", {"fork", "spawn"},
                          "a copy of the parent (fork), or a new program that is told what to do (spawn)"),
                   integer("exit_code", 0, 0, 255, "", "with which code the child ends")},
    .most_lanes = 2,
    .run = hello_process,
});

} // namespace
