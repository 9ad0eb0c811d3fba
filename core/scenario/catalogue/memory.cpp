// SPDX-License-Identifier: GPL-3.0-or-later
// A worker writes to a variable that its creator made. Does the creator see the new value?
#include "core/scenario/catalogue_entry.h"
#include "core/sync/shared.h"

#include <atomic>
#include <optional>

namespace interleave::catalogue::memory {
namespace {

struct Settings {
    std::int64_t value;
    bool shared;
};

struct Measured {
    std::int64_t before;
    std::int64_t seen_by_worker;
    std::int64_t seen_by_main;
    double wall_ms;
};

Measured run(Stage& stage, const Settings& settings) {
    const std::int64_t before = 1;
    // A thread uses the variable on this stack itself; a forked process gets a copy of it. In shared memory
    // both use the same one.
    std::optional<Shared<std::int64_t>> on_stack;
    if (!settings.shared)
        on_stack.emplace("variable", before);
    Shared<std::int64_t>& variable =
        on_stack ? *on_stack : stage.share<Shared<std::int64_t>>("variable", before);
    auto& seen_by_worker = stage.share<std::atomic<std::int64_t>>(0);

    Team team = stage.team({"writer"});
    team.run([&](Worker&) {
        variable.write(settings.value);
        seen_by_worker = variable.read();
    });
    return {before, seen_by_worker, variable.read(), team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    Outcome outcome;
    outcome.value("before", measured.before);
    outcome.value("written", settings.value);
    outcome.value("seen_by_worker", measured.seen_by_worker);
    outcome.value("seen_by_main", measured.seen_by_main);
    outcome.value("work_ms", measured.wall_ms);
    outcome.check("own-write-is-seen")
        .claims("Whoever writes to memory reads back what it wrote.")
        .at_any_load()
        .expects(exactly(settings.value))
        .measured(measured.seen_by_worker);
    if (backend == Backend::processes && !settings.shared)
        outcome.check("processes-own-memory")
            .claims("The write of a child process stays in the child; its parent reads the old value.")
            .at_any_load()
            .expects(exactly(measured.before))
            .measured(measured.seen_by_main);
    else
        outcome.check("threads-share-memory")
            .claims("The write of a worker is seen by all who share the memory.")
            .at_any_load()
            .expects(exactly(settings.value))
            .measured(measured.seen_by_main);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "memory",
    .title = "Shared and separate memory",
    .group = Group::threads_and_processes,
    .order = 30,
    .about =
        "A worker writes to a variable of its creator. From a thread the write is seen, from a process it is not, unless the memory is shared.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("value", &Settings::value, 42, 2, 1'000'000, "",
                           "what the worker writes; before it is 1"),
                   flag("shared", &Settings::shared, false,
                        "put the variable in memory that processes share")},
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::memory
