// SPDX-License-Identifier: GPL-3.0-or-later
// More and more workers share the same steps. In each step a worker computes something of its own and adds to
// a counter that all share. Up to the number of processors more workers help; beyond it they only take turns.
#include "core/scenario/catalogue_entry.h"
#include "core/scenario/processor_doubt.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"

#include <bit>
#include <cmath>
#include <string>
#include <vector>

namespace interleave::catalogue::oversubscription {
namespace {

struct Settings {
    int most_workers;
    int steps;
    int rounds;
    double own_us;
    double shared_us;
};

struct TeamTime {
    int workers;
    double wall_ms;       ///< of the median round
    double processor_ms;  ///< that all workers used in it
    std::int64_t counted; ///< steps of all rounds, according to the shared counter
};

struct Measured {
    std::vector<TeamTime> teams; ///< of 1, 2, 4 … workers
};

Measured run(Stage& stage, const Settings& settings) {
    Measured measured;
    for (int workers = 1; workers <= settings.most_workers; workers *= 2) {
        auto& lock = stage.share<Mutex>("counter lock");
        auto& counter = stage.share<Shared<std::int64_t>>("counter");
        Team team = stage.team(numbered_names(std::to_string(workers) + " sharing,", workers));
        team.run_rounds(settings.rounds, [&](Worker& worker) {
            for (int step = worker.index(); step < settings.steps; step += workers) {
                worker.compute_us(settings.own_us);
                const Guard hold(lock);
                worker.compute_us(settings.shared_us);
                counter.write(counter.read() + 1);
            }
        });
        measured.teams.push_back(
            {workers, team.wall_ms(), team.median_round().processor_ms, counter.value()});
    }
    return measured;
}

struct Point {
    int workers;
    double throughput; ///< as a multiple of that of one worker
};

/// The universal scalability law (Gunther 1993) says N/C - 1 = sigma (N - 1) + kappa N (N - 1) for a
/// throughput C of N workers. Divided by N - 1 it is a straight line over N.
struct Law {
    double sigma;
    double kappa;
    double throughput(double n) const { return n / (1 + sigma * (n - 1) + kappa * n * (n - 1)); }
};

Law fit(const std::vector<Point>& points) {
    double count = 0, sum_n = 0, sum_y = 0, sum_nn = 0, sum_ny = 0;
    for (const Point& point : points) {
        if (point.workers < 2)
            continue;
        const double n = point.workers;
        const double y = (n / point.throughput - 1) / (n - 1);
        count += 1;
        sum_n += n;
        sum_y += y;
        sum_nn += n * n;
        sum_ny += n * y;
    }
    // No worker helps another one by being there: if the best line falls, the best law has no kappa.
    const double kappa = std::max(0.0, (count * sum_ny - sum_n * sum_y) / (count * sum_nn - sum_n * sum_n));
    return {(sum_y - kappa * sum_n) / count, kappa};
}

Outcome check(const Settings& settings, const Measured& measured) {
    const double alone_ms = measured.teams.front().wall_ms;
    Outcome outcome;
    std::vector<Point> points;
    Value::List point_values;
    for (const TeamTime& team : measured.teams) {
        const double throughput = alone_ms / team.wall_ms;
        points.push_back({team.workers, throughput});
        point_values.push_back({{"workers", team.workers}, {"ms", team.wall_ms}, {"throughput", throughput}});
        outcome.check("nothing lost by " + std::to_string(team.workers))
            .claims("Every step is counted.")
            .at_any_load()
            .expects(exactly(static_cast<double>(settings.steps) * settings.rounds, "steps"))
            .measured(team.counted);
    }
    outcome.value("points", point_values);
    if (points.size() < 3)
        return outcome;

    const Law law = fit(points);
    double squares = 0;
    for (const Point& point : points)
        squares += std::pow(law.throughput(point.workers) / point.throughput - 1, 2);
    outcome.value("sigma", law.sigma);
    outcome.value("kappa", law.kappa);
    outcome.check("fits-the-law")
        .claims("The throughput follows the universal scalability law.")
        .expects(at_most(0, "mean relative difference"))
        .tolerance(0.2)
        .measured(std::sqrt(squares / static_cast<double>(points.size())));
    const int processors = Stage::usable_cpus();
    double with_processors = 0;
    double beyond = 0;
    const TeamTime* fastest = &measured.teams.front(); // of the teams in which each has a processor
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& point = points[i];
        if (point.workers > processors) {
            beyond = std::max(beyond, point.throughput);
        } else if (point.throughput > with_processors) {
            with_processors = point.throughput;
            fastest = &measured.teams[i];
        }
    }
    constexpr double tolerance = 0.15;
    outcome.check("more-than-processors-bring-nothing")
        .claims("With more workers than processors the work is done no faster.")
        .expects(at_most(with_processors, "times the throughput of one"))
        .tolerance(tolerance)
        .measured(beyond)
        .doubt(processor_doubt(tolerance, fastest->workers, measured.teams.front().processor_ms,
                               fastest->processor_ms))
        .decidable_if(points.back().workers > processors, "there are as many processors as workers")
        .decidable_if(std::has_single_bit(static_cast<unsigned>(processors)),
                      "no team has as many workers as there are processors");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "oversubscription",
    .title = "More workers than processors",
    .group = Group::performance,
    .order = 20,
    .about =
        "The same steps shared out among 1, 2, 4, 8 … workers that all add to one counter: where more workers stop helping.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("most_workers", &Settings::most_workers, 8, 4, 32, "",
                           "it is measured for 1, 2, 4 … workers up to this"),
                   integer("steps", &Settings::steps, 1'000, 100, 100'000, "", "steps in all"),
                   integer("rounds", &Settings::rounds, 3, 1, 50, "",
                           "how often it is measured; the median counts"),
                   real("own_work", &Settings::own_us, 50, 1, 5'000, "µs",
                        "computing of each step that needs nobody else"),
                   real("shared_work", &Settings::shared_us, 5, 0, 1'000, "µs",
                        "computing of each step while the counter's lock is held")},
    .most_lanes = 65,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: the cost of switches",
};

} // namespace
} // namespace interleave::catalogue::oversubscription
