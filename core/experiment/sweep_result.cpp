// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep_result.h"

#include "core/analysis/speedup.h"
#include "core/event/median.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

namespace interleave {

namespace {

/// More than the workers' number is possible by caches that each worker brings along, but rarely by so much.
constexpr double most_efficiency = 1.1;

constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

const SweepPoint* point_of_one_worker(const SweepCurve& curve) {
    const auto found = std::find_if(curve.points.begin(), curve.points.end(), [](const SweepPoint& point) {
        return point.value == 1 && !point.runs.empty();
    });
    return found == curve.points.end() ? nullptr : &*found;
}

} // namespace

std::vector<double> SweepPoint::seconds() const {
    std::vector<double> seconds;
    seconds.reserve(runs.size());
    for (const SweepMeasurement& run : runs)
        seconds.push_back(run.seconds);
    return seconds;
}

double SweepPoint::median() const {
    return runs.empty() ? not_measured : interleave::median(seconds());
}

double SweepPoint::least() const {
    const auto all = seconds();
    return all.empty() ? not_measured : *std::min_element(all.begin(), all.end());
}

double SweepPoint::most() const {
    const auto all = seconds();
    return all.empty() ? not_measured : *std::max_element(all.begin(), all.end());
}

std::string SweepPoint::doubt() const {
    std::size_t doubtful = 0;
    std::string latest;
    for (const SweepMeasurement& run : runs) {
        if (run.doubt.empty())
            continue;
        ++doubtful;
        latest = run.doubt;
    }
    return 2 * doubtful >= runs.size() ? latest : std::string();
}

std::optional<double> SweepCurve::one_worker() const {
    const SweepPoint* const point = point_of_one_worker(*this);
    return point == nullptr ? std::nullopt : std::optional(point->median());
}

std::string doubt_of_speedup(const SweepCurve& curve, const SweepPoint& point) {
    if (const std::string doubt = point.doubt(); !doubt.empty())
        return doubt;
    const SweepPoint* const alone = point_of_one_worker(curve);
    if (alone == nullptr || point.runs.empty())
        return {};
    if (const std::string doubt = alone->doubt(); !doubt.empty())
        return "the time of one worker is doubtful: " + doubt;
    const double gained = speedup(alone->median(), point.median());
    if (gained <= most_efficiency * point.value)
        return {};
    std::array<char, 128> words{};
    std::snprintf(words.data(), words.size(),
                  "a speedup of %.2f is more than %.0f workers can give; one of the two times was disturbed",
                  gained, point.value);
    return words.data();
}

std::optional<LawFits> fit(const SweepCurve& curve) {
    std::vector<WorkerTimes> times;
    for (const SweepPoint& point : curve.points) {
        if (doubt_of_speedup(curve, point).empty())
            times.push_back({point.value, point.seconds()});
    }
    return fit_laws(times);
}

std::string why_no_laws() {
    return "no law is fitted: that needs " + std::to_string(least_worker_counts) +
           " numbers of workers, one worker among them, and " + std::to_string(least_repeats) +
           " runs with each, and none of them doubtful";
}

} // namespace interleave
