// SPDX-License-Identifier: GPL-3.0-or-later
// Many short tasks and a long one are shared out in three ways: in equal parts beforehand, one by one on
// demand, and in equal parts with stealing.
#include "core/scenario/catalogue_entry.h"
#include "core/scenario/processor_doubt.h"
#include "core/sync/atomic.h"
#include "core/sync/mutex.h"
#include "core/work/work.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave::catalogue::work_balance {
namespace {

struct Settings {
    int workers;
    int tasks;
    double short_ms;
    double long_ms;
    bool long_task_first;
};

struct Measured {
    Team::Round in_parts;
    Team::Round on_demand;
    Team::Round stealing;
};

/// Returns the first of the tasks that a worker gets if they are shared out in equal numbers.
int first_task_of(const Settings& settings, int worker) {
    return settings.tasks * worker / settings.workers;
}

/// Holds the tasks of one worker that are still to be done. The owner takes from the front, thieves take from
/// the back.
class TaskDeque {
public:
    explicit TaskDeque(std::string_view name) : lock_(name) {}
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

/// Gives a worker its next task in one of three ways; the result is empty if no task is left.
class Distribution {
public:
    Distribution(Stage& stage, const Settings& settings)
        : workers_(settings.workers)
        , tasks_(settings.tasks)
        , next_(stage.share<Atomic<int>>("next task"))
        , deques_(stage.share_array<TaskDeque>(static_cast<std::size_t>(settings.workers), "share")) {
        for (int worker = 0; worker < workers_; ++worker)
            deques_[worker].fill(first_task_of(settings, worker), first_task_of(settings, worker + 1));
    }

    std::optional<int> dynamic_task() {
        const int task = next_.add(1);
        return task < tasks_ ? std::optional(task) : std::nullopt;
    }
    std::optional<int> own_or_stolen_task(int worker) {
        if (const auto own = deques_[worker].take())
            return own;
        for (int distance = 1; distance < workers_; ++distance) {
            if (const auto stolen = deques_[(worker + distance) % workers_].steal())
                return stolen;
        }
        return std::nullopt;
    }

private:
    int workers_;
    int tasks_;
    Atomic<int>& next_;
    TaskDeque* deques_;
};

int long_index(const Settings& settings) {
    return settings.long_task_first ? 0 : settings.tasks - 1;
}

double task_ms(const Settings& settings, int task) {
    return task == long_index(settings) ? settings.long_ms : settings.short_ms;
}

/// Returns the time of the worker with the most work, if the tasks are shared out beforehand.
double least_static_ms(const Settings& settings) {
    double most_ms = 0;
    for (int worker = 0; worker < settings.workers; ++worker) {
        double share_ms = 0;
        for (int task = first_task_of(settings, worker); task < first_task_of(settings, worker + 1); ++task)
            share_ms += task_ms(settings, task);
        most_ms = std::max(most_ms, share_ms);
    }
    return most_ms;
}

/// Returns the time until all are done, if the worker that is free first takes the next task.
double least_dynamic_ms(const Settings& settings) {
    std::vector<double> busy_until_ms(static_cast<std::size_t>(settings.workers), 0);
    for (int task = 0; task < settings.tasks; ++task)
        *std::ranges::min_element(busy_until_ms) += task_ms(settings, task);
    return *std::ranges::max_element(busy_until_ms);
}

Measured run(Stage& stage, const Settings& settings) {
    Distribution distribution(stage, settings);
    const Label short_task("short task");
    const Label long_task("long task");

    const auto do_task = [&](Worker& worker, int task) {
        const Work work(task == long_index(settings) ? long_task : short_task);
        worker.compute_ms(task_ms(settings, task));
    };
    const auto measure = [&](const char* way, const Team::Body& body) {
        Team team = stage.team(numbered_names(way, settings.workers));
        team.run(body);
        return team.median_round();
    };
    Measured measured;
    measured.in_parts = measure("static", [&](Worker& worker) {
        for (int task = first_task_of(settings, worker.index());
             task < first_task_of(settings, worker.index() + 1); ++task)
            do_task(worker, task);
    });
    measured.on_demand = measure("dynamic", [&](Worker& worker) {
        while (const auto task = distribution.dynamic_task())
            do_task(worker, *task);
    });
    measured.stealing = measure("stealing", [&](Worker& worker) {
        while (const auto task = distribution.own_or_stolen_task(worker.index()))
            do_task(worker, *task);
    });
    return measured;
}

Outcome check(const Settings& settings, const Measured& measured) {
    const double work_ms = (settings.tasks - 1) * settings.short_ms + settings.long_ms;
    // No way of sharing out can be faster: all workers are busy to the end, and the long task is not divided.
    const double best_ms = std::max(settings.long_ms, work_ms / settings.workers);
    const double bound = 2.0 - 1.0 / settings.workers;
    constexpr double tolerance = 0.1;
    constexpr double least_difference = 1.15; // of two times, above the spread from run to run

    Outcome outcome;
    outcome.value("best_ms", best_ms);
    outcome.value("static_ms", measured.in_parts.wall_ms);
    outcome.value("dynamic_ms", measured.on_demand.wall_ms);
    outcome.value("stealing_ms", measured.stealing.wall_ms);
    outcome.value("work_ms", measured.on_demand.wall_ms);
    for (const auto& [name, round] :
         {std::pair("dynamic", measured.on_demand), std::pair("stealing", measured.stealing)}) {
        std::string doubt = processor_doubt(tolerance, settings.workers, work_ms, round.processor_ms);
        if (doubt.empty())
            doubt = share_doubt(tolerance, round.least_share);
        outcome.check(std::string(name) + "-is-near-the-best")
            .claims(
                "As long as nobody idles while a task is left, the whole takes at most 2 - 1/P times the best possible.")
            .expects(at_most(bound * best_ms, "ms"))
            .tolerance(tolerance)
            .measured(round.wall_ms)
            .decidable_if(settings.workers <= Stage::usable_cpus(),
                          "more workers than processors take turns, whatever the sharing out")
            .doubt(doubt);
    }
    const double static_ms = least_static_ms(settings);
    const double dynamic_ms = least_dynamic_ms(settings);
    outcome.check("static-waits-for-the-largest-share")
        .claims(
            "Equal numbers of tasks are not equal work: whoever gets the long one keeps all others waiting.")
        .expects(at_least(static_ms, "ms"))
        .tolerance(tolerance)
        .measured(measured.in_parts.wall_ms);
    outcome.check("static-is-slower")
        .claims("Sharing out beforehand takes longer than handing out on demand.")
        .expects(above(measured.on_demand.wall_ms, "ms"))
        .measured(measured.in_parts.wall_ms)
        .decidable_if(settings.workers <= Stage::usable_cpus(),
                      "more workers than processors take turns, whatever the sharing out")
        .decidable_if(static_ms > least_difference * dynamic_ms,
                      "with these tasks both ways take about the same time")
        .doubt(
            share_doubt(tolerance, std::min(measured.in_parts.least_share, measured.on_demand.least_share)));
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "work-balance",
    .title = "Sharing out work: static, dynamic, stealing",
    .group = Group::pools,
    .order = 60,
    .about =
        "Twenty short tasks and a long one, shared out in three ways. Equal parts are not equal work; taking the next task when free, or stealing one, evens it out.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, 2, 1, 16, "",
                                "workers; with more than there are processors nothing can be told"),
                   integer("tasks", &Settings::tasks, 21, 1, 500, "", "tasks, the long one included"),
                   real("short", &Settings::short_ms, 8, 0.1, 100, "ms", "processor time of a short task"),
                   real("long", &Settings::long_ms, 100, 0.1, 2000, "ms", "processor time of the long task"),
                   choice("long_task", &Settings::long_task_first, true, {{"first", true}, {"last", false}},
                          "which task is the long one")},
    .most_lanes = 49,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: idle workers",
};

} // namespace
} // namespace interleave::catalogue::work_balance
