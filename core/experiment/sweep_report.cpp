// SPDX-License-Identifier: GPL-3.0-or-later
// Converts a sweep to JSON: its points, and for a sweep over workers the speedups and the laws fitted to
// them.
#include "core/analysis/figure.h"
#include "core/analysis/speedup.h"
#include "core/experiment/sweep.h"
#include "core/trace/json.h"

#include <cmath>

namespace interleave {

namespace {

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(std::optional<double> value) {
    return value ? number(*value) : Json(nullptr);
}

Json describe_doubts(const SweepPoint& point) {
    Json doubts = Json::array();
    for (const SweepMeasurement& run : point.runs)
        doubts.push_back(run.doubt);
    return doubts;
}

Json describe(const SweepAxis& axis, const SweepCurve& curve, const SweepPoint& point) {
    Json json;
    json["backend"] = name_of(point.backend);
    if (axis.is_workers())
        json["workers"] = static_cast<std::int64_t>(point.value);
    else
        json["value"] = point.value;
    json["seconds"] = point.seconds();
    json["doubts"] = describe_doubts(point);
    json["median"] = number(point.median());
    json["least"] = number(point.least());
    json["most"] = number(point.most());
    json["doubt"] = doubt_of(axis, curve, point);
    if (!axis.is_workers())
        return json;
    const auto alone = curve.one_worker();
    const auto gained =
        alone && !point.runs.empty() ? std::optional(speedup(*alone, point.median())) : std::nullopt;
    json["speedup"] = number(gained);
    json["efficiency"] = gained ? number(efficiency(*gained, point.value)) : Json(nullptr);
    json["karp_flatt"] = gained ? number(karp_flatt(*gained, point.value)) : Json(nullptr);
    return json;
}

Json describe(const FitInterval& interval) {
    return Json::array({interval.least, interval.most});
}

Json describe(const std::optional<LawFits>& laws) {
    if (!laws)
        return {{"why", why_no_laws()}};
    Json json;
    json["amdahl"] = {{"parallel_fraction", laws->amdahl.parallel_fraction},
                      {"parallel_fraction_95", describe(laws->parallel_fraction)},
                      {"error", laws->amdahl.error}};
    json["usl"] = {{"sigma", laws->scalability.contention},    {"sigma_95", describe(laws->contention)},
                   {"kappa", laws->scalability.coherency},     {"kappa_95", describe(laws->coherency)},
                   {"peak", number(laws->scalability.peak())}, {"error", laws->scalability.error}};
    return json;
}

} // namespace

std::string doubt_of(const SweepAxis& axis, const SweepCurve& curve, const SweepPoint& point) {
    return axis.is_workers() ? doubt_of_speedup(curve, point) : point.doubt();
}

std::string first_doubt(const SweepRequest& request, const SweepResult& result) {
    for (const SweepCurve& curve : result.curves) {
        for (const SweepPoint& point : curve.points) {
            std::string doubt = doubt_of(request.axis, curve, point);
            if (!doubt.empty())
                return doubt;
        }
    }
    return {};
}

Json to_json(const SweepRequest& request, const SweepResult& result) {
    Json json;
    json["scenario"] = request.scenario->name;
    json["over"] = request.axis.parameter->name;
    json["unit"] = request.axis.parameter->unit;
    json["seed"] = request.seed;
    json["repeats"] = request.repeats;
    json["parameters"] = to_json(request.parameters.named_values());
    json["machine"] = {
        {"cpus", result.machine.cpus}, {"model", result.machine.model}, {"kernel", result.machine.kernel}};
    json["stopped"] = result.stopped;
    json["points"] = Json::array();
    json["fits"] = Json::object();
    for (const SweepCurve& curve : result.curves) {
        for (const SweepPoint& point : curve.points)
            json["points"].push_back(describe(request.axis, curve, point));
        if (request.axis.is_workers())
            json["fits"][name_of(curve.backend)] = describe(curve.laws);
    }
    json["errors"] = result.errors;
    return json;
}

} // namespace interleave
