// SPDX-License-Identifier: GPL-3.0-or-later
// A thread is started, works beside the main thread, ends, and is joined.
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/compute.h"
#include "core/work/print.h"
#include "core/work/thread.h"
#include "core/work/work.h"

namespace interleave::catalogue::hello_thread {
namespace {

struct Settings {
    double work_ms;
};

struct Measured {
    std::vector<std::string> printed;
    double start_up_us;
};

Measured run(Stage&, const Settings& settings) {
    const Label work_label("its work");
    PrintedLines printed;
    std::uint64_t began_ns = 0;

    const std::uint64_t start_asked_ns = monotonic_raw_ns();
    Thread worker("worker", [&] {
        began_ns = monotonic_raw_ns();
        printed.print("hello from the worker");
        const Work work(work_label);
        compute_ms(settings.work_ms);
    });
    printed.print("hello from main");
    worker.join(); // main waits here until the worker has ended
    printed.print("main goes on");
    return {printed.lines(), 1e-3 * static_cast<double>(began_ns - start_asked_ns)};
}

Outcome check(const Settings&, const Measured& measured) {
    Outcome outcome;
    outcome.value("printed", measured.printed);
    outcome.value("start_up_us", measured.start_up_us);
    outcome.check("join-waits")
        .claims("A join returns only after the worker has ended.")
        .at_any_load()
        .expects(at_least(0, "ns"))
        .measured_in_trace("join_after_end_ns", "worker");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "hello-thread",
    .title = "Hello, thread",
    .group = Group::first_steps,
    .order = 1,
    .about =
        "A thread is created, works beside the main thread and ends; the main thread waits for it in join.",
    .backends = {Backend::threads},
    .parameters = {real("work", &Settings::work_ms, 200, 0, 5000, "ms", "how long the thread works")},
    .most_lanes = 2,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::hello_thread
