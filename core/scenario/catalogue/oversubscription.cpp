// SPDX-License-Identifier: GPL-3.0-or-later
// More and more workers share out the same steps; each step is some computing of one's own and an addition to
// a counter that all share. Up to the number of processors more workers help, beyond it they only take turns.
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/sync/shared.h"

#include <cmath>
#include <vector>

using namespace interleave;

namespace {

struct Point {
    int workers;
    double throughput; ///< compared with one worker
};

/// N/C - 1 = sigma (N - 1) + kappa N (N - 1), Gunther 1993. Divided by N - 1 it is a straight line over N.
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
    const double kappa = (count * sum_ny - sum_n * sum_y) / (count * sum_nn - sum_n * sum_n);
    return {(sum_y - kappa * sum_n) / count, kappa};
}

Outcome oversubscription(Stage& stage) {
    const int steps = stage.count("steps");
    const double own_us = stage.real("own_work");
    const double shared_us = stage.real("shared_work");

    std::vector<Point> points;
    double alone_ms = 0;
    Outcome outcome;
    outcome.values["points"] = Json::array();
    for (int workers = 1; workers <= stage.count("most_workers"); workers *= 2) {
        auto& lock = stage.share<Mutex>("counter lock");
        auto& counter = stage.share<Shared<std::int64_t>>("counter");
        Team team = stage.team(numbered_names(std::to_string(workers) + " sharing,", workers));
        team.run([&](Worker& me) {
            for (int step = me.index(); step < steps; step += workers) {
                me.compute_us(own_us);
                const Guard hold(lock);
                me.compute_us(shared_us);
                counter.write(counter.read() + 1);
            }
        });
        if (workers == 1)
            alone_ms = team.wall_ms();
        points.push_back({workers, alone_ms / team.wall_ms()});
        outcome.values["points"].push_back(
            {{"workers", workers}, {"ms", team.wall_ms()}, {"throughput", points.back().throughput}});
        outcome.checks.push_back({.name = "nothing lost by " + std::to_string(workers),
                                  .claim = "Every step is counted.",
                                  .expected = static_cast<double>(steps),
                                  .measured = static_cast<double>(counter.value()),
                                  .unit = "steps"});
    }
    if (points.size() < 3)
        return outcome;
    const Law law = fit(points);
    double squares = 0;
    for (const Point& point : points)
        squares += std::pow(law.throughput(point.workers) / point.throughput - 1, 2);
    outcome.values["sigma"] = law.sigma;
    outcome.values["kappa"] = law.kappa;
    outcome.checks.push_back({.name = "fits-the-law",
                              .claim = "The throughput follows the universal scalability law.",
                              .expected = 0,
                              .measured = std::sqrt(squares / static_cast<double>(points.size())),
                              .unit = "mean relative difference",
                              .tolerance = 0.2,
                              .comparison = Comparison::at_most});
    return outcome;
}

const Registration registration({
    .name = "oversubscription",
    .title = "More workers than processors",
    .group = Group::performance,
    .order = 20,
    .about = "The same steps shared out among 1, 2, 4, 8 … workers that all add to one counter: where more "
             "workers stop helping.",
    .backends = {Backend::threads, Backend::processes},
    .parameters = {integer("most_workers", 8, 4, 32, "", "it is measured for 1, 2, 4 … workers up to this"),
                   integer("steps", 2'000, 100, 100'000, "", "steps in all"),
                   real("own_work", 50, 1, 10'000, "µs", "computing of each step that needs nobody else"),
                   real("shared_work", 5, 0, 1'000, "µs",
                        "computing of each step while the counter's lock is held")},
    .most_lanes = 65,
    .run = oversubscription,
});

} // namespace
