// SPDX-License-Identifier: GPL-3.0-or-later
// A thread is started, works beside the main thread, ends, and is joined.
#include "core/scenario/stage.h"
#include "core/work/compute.h"
#include "core/work/print.h"
#include "core/work/thread.h"
#include "core/work/work.h"

using namespace interleave;

namespace {

Outcome hello_thread(Stage& stage) {
    const double work_ms = stage.real("work");
    const Label its_work("its work");
    PrintedLines printed;

    Thread worker("worker", [&] {
        printed.print("hello from the worker");
        const Work work(its_work);
        compute_ms(work_ms);
    });
    printed.print("hello from main");
    worker.join(); // main waits here until the worker has ended
    printed.print("main goes on");

    Outcome outcome;
    outcome.values["printed"] = printed.lines();
    outcome.checks.push_back({.name = "join-waits",
                              .claim = "A join returns only after the worker has ended.",
                              .expected = 0,
                              .unit = "ns",
                              .comparison = Comparison::at_least,
                              .measure = TraceMeasure{"join_after_end_ns", "worker"}});
    return outcome;
}

const Registration registration({
    .name = "hello-thread",
    .title = "Hello, thread",
    .group = Group::first_steps,
    .order = 1,
    .about =
        "A thread is created, works beside the main thread and ends; the main thread waits for it in join.",
    .backends = {Backend::threads},
    .parameters = {real("work", 200, 0, 5000, "ms", "how long the thread works")},
    .most_lanes = 2,
    .run = hello_thread,
});

} // namespace
