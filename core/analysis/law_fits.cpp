// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/law_fits.h"

#include "core/event/median.h"

#include <algorithm>
#include <iterator>
#include <random>

namespace interleave {

namespace {

/// 2.5 % of it at each end leave enough samples outside the interval to place its ends.
constexpr std::size_t bootstrap_samples = 400;

struct BothFits {
    AmdahlFit amdahl;
    ScalabilityFit scalability;
};

std::optional<BothFits> fit_both(std::span<const WorkerTimes> times) {
    const auto alone =
        std::find_if(times.begin(), times.end(), [](const WorkerTimes& each) { return each.workers == 1; });
    if (alone == times.end())
        return std::nullopt;
    const double one_worker = median(alone->seconds);
    std::vector<SpeedupPoint> points;
    points.reserve(times.size());
    for (const WorkerTimes& each : times)
        points.push_back({each.workers, speedup(one_worker, median(each.seconds))});
    const auto amdahl = fit_amdahl(points);
    const auto scalability = fit_scalability(points);
    if (!amdahl || !scalability)
        return std::nullopt;
    return BothFits{*amdahl, *scalability};
}

/// Draws as many of the runs as there are, with replacement.
std::vector<WorkerTimes> draw_again(std::span<const WorkerTimes> times, std::mt19937_64& random) {
    std::vector<WorkerTimes> drawn(times.begin(), times.end());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const std::vector<double>& from = times[i].seconds;
        std::uniform_int_distribution<std::size_t> which(0, from.size() - 1);
        std::generate(drawn[i].seconds.begin(), drawn[i].seconds.end(), [&] { return from[which(random)]; });
    }
    return drawn;
}

FitInterval middle_95_percent(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t outside = values.size() / 40;
    return {values[outside], values[values.size() - 1 - outside]};
}

} // namespace

std::optional<LawFits> fit_laws(std::span<const WorkerTimes> times) {
    std::vector<WorkerTimes> enough;
    std::copy_if(times.begin(), times.end(), std::back_inserter(enough),
                 [](const WorkerTimes& each) { return each.seconds.size() >= least_repeats; });
    const auto measured = fit_both(enough);
    if (enough.size() < least_worker_counts || !measured)
        return std::nullopt;

    std::mt19937_64 random;
    std::vector<double> parallel_fractions;
    std::vector<double> contentions;
    std::vector<double> coherencies;
    for (std::size_t i = 0; i < bootstrap_samples; ++i) {
        const auto fits = fit_both(draw_again(enough, random));
        if (!fits)
            continue;
        parallel_fractions.push_back(fits->amdahl.parallel_fraction);
        contentions.push_back(fits->scalability.contention);
        coherencies.push_back(fits->scalability.coherency);
    }
    if (parallel_fractions.empty())
        return std::nullopt;
    return LawFits{measured->amdahl, middle_95_percent(parallel_fractions), measured->scalability,
                   middle_95_percent(contentions), middle_95_percent(coherencies)};
}

} // namespace interleave
