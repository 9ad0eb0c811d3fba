// SPDX-License-Identifier: GPL-3.0-or-later
// Many short tasks and one long one, shared out in three ways: in equal parts beforehand, one by one on
// demand, and in equal parts with stealing.
#include "core/scenario/processor_doubt.h"
#include "core/scenario/stage.h"
#include "core/sync/atomic.h"
#include "core/sync/mutex.h"
#include "core/work/work.h"

#include <algorithm>
#include <optional>
#include <string>

namespace interleave {
namespace {

/// The tasks of one worker that are still to be done: the owner takes from the front, thieves from the back.
class Share {
public:
    explicit Share(std::string_view name) : lock_(name) {}
    void fill(int first, int last) {
        first_ = first;
        last_ = last;
    }
    std::optional<int> take() {
        const Guard hold(lock_);
        return first_ < last_ ? std::optional(first_++) : std::nullopt;
    }
    std::optional<int> steal() {
        const Guard hold(lock_);
        return first_ < last_ ? std::optional(--last_) : std::nullopt;
    }

private:
    Mutex lock_;
    int first_ = 0;
    int last_ = 0;
};

/// Three ways to find one's next task; nothing if there is none.
class Distribution {
public:
    Distribution(Stage& stage, int workers, int tasks)
        : workers_(workers)
        , tasks_(tasks)
        , next_(stage.share<Atomic<int>>("next task"))
        , shares_(stage.share_array<Share>(static_cast<std::size_t>(workers), "share")) {
        for (int worker = 0; worker < workers; ++worker)
            shares_[worker].fill(first_of(worker), first_of(worker + 1));
    }

    std::optional<int> dynamic_task() {
        const int task = next_.add(1);
        return task < tasks_ ? std::optional(task) : std::nullopt;
    }
    std::optional<int> own_or_stolen_task(int worker) {
        if (const auto own = shares_[worker].take())
            return own;
        for (int other = 1; other < workers_; ++other) {
            if (const auto stolen = shares_[(worker + other) % workers_].steal())
                return stolen;
        }
        return std::nullopt;
    }
    int first_of(int worker) const { return tasks_ * worker / workers_; }

private:
    int workers_;
    int tasks_;
    Atomic<int>& next_;
    Share* shares_;
};

Outcome run(Stage& stage) {
    const int workers = stage.count("workers");
    const int tasks = stage.count("tasks");
    const double short_ms = stage.real("short");
    const double long_ms = stage.real("long");
    const int long_one = stage.text("long_task") == "first" ? 0 : tasks - 1;
    Distribution distribution(stage, workers, tasks);
    const Label short_task("short task");
    const Label long_task("long task");

    const auto do_task = [&](Worker& me, int task) {
        const Work work(task == long_one ? long_task : short_task);
        me.compute_ms(task == long_one ? long_ms : short_ms);
    };
    const auto measure = [&](const char* way, const Team::Body& body) {
        Team team = stage.team(numbered_names(way, workers));
        team.run(body);
        return team.median_round();
    };
    const Team::Round in_parts = measure("static", [&](Worker& me) {
        for (int task = distribution.first_of(me.index()); task < distribution.first_of(me.index() + 1);
             ++task)
            do_task(me, task);
    });
    const Team::Round on_demand = measure("dynamic", [&](Worker& me) {
        while (const auto task = distribution.dynamic_task())
            do_task(me, *task);
    });
    const Team::Round stealing = measure("stealing", [&](Worker& me) {
        while (const auto task = distribution.own_or_stolen_task(me.index()))
            do_task(me, *task);
    });

    const double work_ms = (tasks - 1) * short_ms + long_ms;
    // No way of sharing out can beat this: all workers busy to the end, and the long task not divided.
    const double best_ms = std::max(long_ms, work_ms / workers);
    const double bound = 2.0 - 1.0 / workers;
    constexpr double tolerance = 0.1;
    const bool decidable = workers <= Stage::usable_cpus();
    Outcome outcome;
    outcome.values = {{"best_ms", best_ms},
                      {"static_ms", in_parts.wall_ms},
                      {"dynamic_ms", on_demand.wall_ms},
                      {"stealing_ms", stealing.wall_ms},
                      {"work_ms", on_demand.wall_ms}};
    for (const auto& [name, round] : {std::pair("dynamic", on_demand), std::pair("stealing", stealing)})
        outcome.checks.push_back(
            {.name = std::string(name) + "-is-near-the-best",
             .claim = "While nobody idles as long as a task is left, the whole takes at "
                      "most 2 - 1/P times the best possible.",
             .expected = bound * best_ms,
             .measured = round.wall_ms,
             .unit = "ms",
             .tolerance = tolerance,
             .comparison = Comparison::at_most,
             .decidable = decidable,
             .why = decidable ? "" : "more workers than processors take turns, whatever the sharing out",
             .doubt = processor_doubt(tolerance, workers, work_ms, round.processor_ms)});
    return outcome;
}

const Registration registration{{
    .name = "work-balance",
    .title = "Sharing out work: static, dynamic, stealing",
    .group = Group::pools,
    .order = 60,
    .about = "Twenty short tasks and a long one, shared out in three ways. Equal parts are not equal work; "
             "who takes the next task when free, or steals one, evens it out.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("workers", 2, 1, 16, "", "workers; more than processors decide nothing"),
                   integer("tasks", 21, 1, 500, "", "tasks, the long one included"),
                   real("short", 8, 0.1, 100, "ms", "processor time of a short task"),
                   real("long", 100, 0.1, 2000, "ms", "processor time of the long task"),
                   choice("long_task", "last", {"last", "first"}, "which task is the long one")},
    .most_lanes = 49,
    .run = run,
}};

} // namespace
} // namespace interleave
