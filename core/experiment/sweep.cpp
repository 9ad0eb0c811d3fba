// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep.h"

#include "core/event/error.h"
#include "core/event/median.h"
#include "core/experiment/observed_run.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

constexpr const char* swept_outcome = "work_ms";

double nan() {
    return std::numeric_limits<double>::quiet_NaN();
}

RunRequest request_of(const SweepRequest& sweep, Backend backend, double value) {
    RunRequest request = default_request(*sweep.scenario);
    request.parameters = sweep.parameters;
    request.parameters.set(sweep.scenario->parameters, sweep.axis.parameter->name, sweep.axis.words(value));
    request.backend = backend;
    request.seed = sweep.seed;
    request.time_limit = sweep.time_limit;
    // Switch records cost time at every switch, and a sweep measures only the time.
    request.switch_records = false;
    return request;
}

/// Returns the seconds of one run, nullopt if `go_on` stopped it. Throws RunError if it failed.
std::optional<double> seconds_of_run(const RunRequest& request, const std::function<bool()>& go_on) {
    ObservedRun run(request);
    bool stopped = false;
    while (!run.wait(std::chrono::milliseconds(50))) {
        if (!stopped && !go_on()) {
            stopped = true;
            run.request_stop();
        }
    }
    if (stopped)
        return std::nullopt;
    const RunInfo info = run.info();
    if (info.ended != Ended::finished)
        throw RunError(std::string("a run ended as ") + name_of(*info.ended) +
                       (info.error.empty() ? "" : ": " + info.error));
    const Value* const measured = info.outcome.find(swept_outcome);
    if (measured == nullptr || !measured->number())
        throw RunError("scenario '" + info.scenario + "' gives no time to compare and cannot be swept");
    return *measured->number() / 1e3;
}

} // namespace

double SweepPoint::median() const {
    return seconds.empty() ? nan() : interleave::median(seconds);
}

double SweepPoint::least() const {
    return seconds.empty() ? nan() : *std::min_element(seconds.begin(), seconds.end());
}

double SweepPoint::most() const {
    return seconds.empty() ? nan() : *std::max_element(seconds.begin(), seconds.end());
}

std::optional<double> SweepCurve::one_worker() const {
    for (const SweepPoint& point : points) {
        if (point.value == 1 && !point.seconds.empty())
            return point.median();
    }
    return std::nullopt;
}

SweepResult measure_sweep(const SweepRequest& request,
                          const std::function<bool(const SweepResult&)>& progress) {
    SweepResult result;
    result.machine = this_machine();
    std::vector<double> values = request.axis.values;
    // Every speedup needs T(1) of the same engine.
    if (request.axis.is_workers() && values.front() != 1 && request.axis.parameter->minimum <= 1)
        values.insert(values.begin(), 1.0);
    for (const Backend backend : request.backends) {
        SweepCurve curve{backend, {}};
        for (const double value : values)
            curve.points.push_back({backend, value, {}});
        result.curves.push_back(std::move(curve));
    }
    // One run of each backend warms up pages, caches and the processor's clock.
    const std::size_t warm_ups = request.backends.size();
    result.runs_total =
        warm_ups + request.backends.size() * values.size() * static_cast<std::size_t>(request.repeats);

    const auto measure = [&](Backend backend, double value) -> std::optional<double> {
        std::optional<double> seconds;
        try {
            seconds = seconds_of_run(request_of(request, backend, value), [&] { return progress(result); });
            result.stopped = !seconds;
        } catch (const RunError& error) {
            result.errors.emplace_back(error.what());
            // After three failures the sweep stops, as the other runs would probably fail in the same way.
            result.stopped = result.errors.size() >= 3;
        }
        ++result.runs_done;
        return seconds;
    };

    for (const Backend backend : request.backends) {
        if (result.stopped)
            return result;
        measure(backend, values.front());
    }
    for (int round = 0; round < request.repeats; ++round) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            for (SweepCurve& curve : result.curves) {
                if (result.stopped)
                    return result;
                if (const auto seconds = measure(curve.backend, values[i]))
                    curve.points[i].seconds.push_back(*seconds);
                if (!result.stopped && !progress(result))
                    result.stopped = true;
            }
        }
    }
    return result;
}

} // namespace interleave
