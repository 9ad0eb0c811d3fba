// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep.h"

#include "core/engine/machine.h"
#include "core/event/error.h"
#include "core/experiment/machine_load.h"
#include "core/experiment/observed_run.h"
#include "core/experiment/parallel_capacity.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace interleave {

namespace {

constexpr const char* swept_outcome = "work_ms";

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

/// A sweep while it is measured.
class Measuring {
public:
    Measuring(const SweepRequest& request, const std::function<bool(const SweepResult&)>& progress)
        : request_(request)
        , progress_(progress)
        , values_(request.axis.values) {
        result_.machine = this_machine();
        // Every speedup needs T(1) of the same engine.
        if (request.axis.is_workers() && values_.front() != 1 && request.axis.parameter->minimum <= 1)
            values_.insert(values_.begin(), 1.0);
        for (const Backend backend : request.backends) {
            SweepCurve curve{backend, {}, {}};
            for (const double value : values_)
                curve.points.push_back({backend, value, {}});
            result_.curves.push_back(std::move(curve));
        }
        // One run of each backend warms up pages, caches and the processor's clock.
        result_.runs_total =
            request.backends.size() * (1 + values_.size() * static_cast<std::size_t>(request.repeats));
    }

    SweepResult measure() {
        for (const Backend backend : request_.backends) {
            if (!result_.stopped)
                run(backend, values_.front());
        }
        best_capacity_ = measure_parallel_capacity(result_.machine.cpus);
        for (int round = 0; round < request_.repeats && !result_.stopped; ++round) {
            const MachineLoad before = read_machine_load();
            measure_round();
            judge_round(before);
        }
        return std::move(result_);
    }

private:
    /// A measurement of the present round, whose point will not move.
    struct RunOfRound {
        SweepPoint* point;
        std::size_t index;
        bool has_load; ///< the run was long enough to tell what others used
    };

    std::optional<double> run(Backend backend, double value) {
        std::optional<double> seconds;
        try {
            seconds =
                seconds_of_run(request_of(request_, backend, value), [this] { return progress_(result_); });
            result_.stopped = !seconds;
        } catch (const RunError& error) {
            result_.errors.emplace_back(error.what());
            // After three failures the sweep stops, as the other runs would probably fail in the same way.
            result_.stopped = result_.errors.size() >= 3;
        }
        ++result_.runs_done;
        return seconds;
    }

    void measure_round() {
        round_.clear();
        for (std::size_t i = 0; i < values_.size(); ++i) {
            for (SweepCurve& curve : result_.curves) {
                if (result_.stopped)
                    return;
                measure_point(curve.points[i]);
                if (!result_.stopped && !progress_(result_))
                    result_.stopped = true;
            }
        }
    }

    void measure_point(SweepPoint& point) {
        const MachineLoad before = read_machine_load();
        const auto seconds = run(point.backend, point.value);
        if (!seconds)
            return;
        const MachineLoad after = read_machine_load();
        point.runs.push_back({*seconds, doubt_of_times(before, after, result_.machine.cpus)});
        round_.push_back(
            {&point, point.runs.size() - 1, processors_used_by_others(before, after).has_value()});
    }

    /// Doubts runs for what was seen only over the whole round, and fits the laws.
    void judge_round(const MachineLoad& before) {
        const std::string load = doubt_of_times(before, read_machine_load(), result_.machine.cpus);
        const double capacity = measure_parallel_capacity(result_.machine.cpus);
        best_capacity_ = std::max(best_capacity_, capacity);
        const std::string weak = doubt_of_capacity(capacity, best_capacity_, result_.machine.cpus);
        for (const RunOfRound& run : round_) {
            std::string& doubt = run.point->runs[run.index].doubt;
            if (doubt.empty() && !run.has_load)
                doubt = load;
            if (doubt.empty() && may_run_in_parallel(*run.point))
                doubt = weak;
        }
        if (!request_.axis.is_workers())
            return;
        for (SweepCurve& curve : result_.curves)
            curve.laws = fit(curve);
    }

    bool may_run_in_parallel(const SweepPoint& point) const {
        return point.backend != Backend::gil && !(request_.axis.is_workers() && point.value == 1);
    }

    const SweepRequest& request_;
    const std::function<bool(const SweepResult&)>& progress_;
    std::vector<double> values_;
    SweepResult result_;
    std::vector<RunOfRound> round_;
    double best_capacity_ = 0; ///< of the processors together, after any round
};

} // namespace

SweepResult measure_sweep(const SweepRequest& request,
                          const std::function<bool(const SweepResult&)>& progress) {
    return Measuring(request, progress).measure();
}

} // namespace interleave
