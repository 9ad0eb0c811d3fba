// SPDX-License-Identifier: GPL-3.0-or-later
// A worker writes to a variable that its creator made. Does the creator see it?
#include "core/scenario/stage.h"
#include "core/sync/shared.h"

#include <optional>

namespace interleave {
namespace {

Outcome run(Stage& stage) {
    const std::int64_t before = 1;
    const std::int64_t written = stage.integer("value");
    const bool separate = stage.backend() == Backend::processes && !stage.flag("shared");

    // On this stack: a thread uses it, a forked process gets a copy of it. In shared memory: both use it.
    std::optional<Shared<std::int64_t>> on_stack;
    if (!stage.flag("shared"))
        on_stack.emplace("variable", before);
    Shared<std::int64_t>& variable =
        on_stack ? *on_stack : stage.share<Shared<std::int64_t>>("variable", before);
    auto& seen_by_worker = stage.share<std::atomic<std::int64_t>>(0);

    Team team = stage.team({"writer"});
    team.run([&](Worker&) {
        variable.write(written);
        seen_by_worker = variable.read();
    });
    const std::int64_t seen = variable.read();

    Outcome outcome;
    outcome.values = {{"before", before},
                      {"written", written},
                      {"seen_by_worker", seen_by_worker.load()},
                      {"seen_by_main", seen},
                      {"work_ms", team.wall_ms()}};
    outcome.checks.push_back({.name = "own-write-is-seen",
                              .claim = "Whoever writes to memory reads there what it wrote.",
                              .expected = static_cast<double>(written),
                              .measured = static_cast<double>(seen_by_worker.load())});
    if (separate)
        outcome.checks.push_back(
            {.name = "processes-own-memory",
             .claim = "The write of a child process stays in the child; its parent reads the old value.",
             .expected = static_cast<double>(before),
             .measured = static_cast<double>(seen)});
    else
        outcome.checks.push_back({.name = "threads-share-memory",
                                  .claim = "The write of a worker is seen by all who share the memory.",
                                  .expected = static_cast<double>(written),
                                  .measured = static_cast<double>(seen)});
    return outcome;
}

const Registration registration{{
    .name = "memory",
    .title = "Shared and separate memory",
    .group = Group::threads_and_processes,
    .order = 30,
    .about = "A worker writes to a variable of its creator. From a thread the write is seen, from a process "
             "it is not, "
             "unless the memory is shared.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("value", 42, 2, 1'000'000, "", "what the worker writes; before it is 1"),
                   flag("shared", false, "put the variable in memory that processes share")},
    .run = run,
}};

} // namespace
} // namespace interleave
