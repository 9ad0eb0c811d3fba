// SPDX-License-Identifier: GPL-3.0-or-later
// Converts a sweep to JSON: its points, and for a sweep over workers the speedups and the laws fitted to
// them.
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

Json describe(const SweepAxis& axis, const SweepCurve& curve, const SweepPoint& point) {
    Json json;
    json["backend"] = name_of(point.backend);
    if (axis.is_workers())
        json["workers"] = static_cast<std::int64_t>(point.value);
    else
        json["value"] = point.value;
    json["seconds"] = point.seconds;
    json["median"] = number(point.median());
    json["least"] = number(point.least());
    json["most"] = number(point.most());
    if (!axis.is_workers())
        return json;
    const auto alone = curve.one_worker();
    const auto gained =
        alone && !point.seconds.empty() ? std::optional(speedup(*alone, point.median())) : std::nullopt;
    json["speedup"] = number(gained);
    json["efficiency"] = gained ? number(efficiency(*gained, point.value)) : Json(nullptr);
    json["karp_flatt"] = gained ? number(karp_flatt(*gained, point.value)) : Json(nullptr);
    return json;
}

Json describe(const SweepFits& fits) {
    Json json = Json::object();
    if (fits.amdahl)
        json["amdahl"] = {{"parallel_fraction", fits.amdahl->parallel_fraction},
                          {"error", fits.amdahl->error}};
    if (fits.scalability)
        json["usl"] = {{"sigma", fits.scalability->contention},
                       {"kappa", fits.scalability->coherency},
                       {"peak", number(fits.scalability->peak())},
                       {"error", fits.scalability->error}};
    return json;
}

} // namespace

std::vector<SpeedupPoint> speedups(const SweepCurve& curve) {
    std::vector<SpeedupPoint> points;
    const auto alone = curve.one_worker();
    for (const SweepPoint& point : curve.points) {
        if (alone && !point.seconds.empty())
            points.push_back({point.value, speedup(*alone, point.median())});
    }
    return points;
}

SweepFits fit(const SweepCurve& curve) {
    const std::vector<SpeedupPoint> points = speedups(curve);
    return {fit_amdahl(points), fit_scalability(points)};
}

std::string caption(const SweepRequest& request, const SweepResult& result) {
    std::string text = request.scenario->name + " (";
    for (const auto& [name, value] : request.parameters.named_values()) {
        if (name != request.axis.parameter->name)
            text += name + " " + (value.text() != nullptr ? *value.text() : one_line(to_json(value))) + ", ";
    }
    text += "over " + request.axis.parameter->name + ") · median, least and most of " +
            std::to_string(request.repeats) + " · seed " + std::to_string(request.seed) + " · " +
            std::to_string(result.machine.cpus) + " CPUs, " + result.machine.model + ", Linux " +
            result.machine.kernel;
    return result.stopped ? text + " · stopped after " + std::to_string(result.runs_done) + " of " +
                                std::to_string(result.runs_total) + " runs"
                          : text;
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
            json["fits"][name_of(curve.backend)] = describe(fit(curve));
    }
    json["errors"] = result.errors;
    return json;
}

} // namespace interleave
