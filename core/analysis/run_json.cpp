// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_json.h"

#include "core/analysis/figure.h"
#include "core/analysis/gil_json.h"
#include "core/analysis/missing_records.h"
#include "core/analysis/ms_or_null.h"
#include "core/trace/json.h"

#include <array>
#include <cmath>

namespace interleave {

namespace {

/// Keys of states_ms, in this order in every lane.
constexpr std::array state_keys{"running", "ready", "lock",   "gil",   "semaphore", "condition", "barrier",
                                "queue",   "join",  "future", "sleep", "io",        "unknown"};

Json or_null(const std::string& words) {
    return words.empty() ? Json(nullptr) : Json(words);
}

Json exit_json(const std::optional<LaneExit>& exit) {
    return exit ? Json{{"code", exit->code}, {"signal", exit->signal}} : Json(nullptr);
}

/// Returns null if it is not known, or the lane goes on.
Json ending_json(const LaneReport& lane) {
    if (!lane.ending)
        return nullptr;
    const LaneEnding& ending = *lane.ending;
    const auto by = [&ending] {
        switch (ending.by) {
        case LaneEnding::By::itself:
            break;
        case LaneEnding::By::exception:
            return "exception";
        case LaneEnding::By::signal:
            return "signal";
        case LaneEnding::By::process:
            return "process";
        case LaneEnding::By::run:
            return "run";
        }
        return "itself";
    };
    return {{"by", by()},
            {"signal", ending.signal},
            {"lane", ending.culprit == no_lane ? Json(nullptr) : Json(ending.culprit)},
            {"what", ending.what.empty() ? Json(nullptr) : Json(ending.what)},
            {"place", lane.end_place.empty() ? Json(nullptr) : Json(lane.end_place)}};
}

Json machine_json(const RunInfo& info) {
    const Machine& machine = info.machine;
    return {{"cpus", machine.cpus > 0 ? Json(machine.cpus) : Json(nullptr)},
            {"quota", machine.quota > 0 ? Json(machine.quota) : Json(nullptr)},
            {"model", or_null(machine.model)},
            {"kernel", or_null(machine.kernel)},
            {"clock", is_of_scenario(info) ? Json(name_of(machine.clock.source)) : Json(nullptr)},
            {"switches", info.switch_records},
            {"limited", or_null(info.limited)},
            {"ns_per_event", std::isfinite(machine.ns_per_event) && is_of_scenario(info)
                                 ? Json(std::round(machine.ns_per_event * 100) / 100)
                                 : Json(nullptr)}};
}

Json missing_json(const std::vector<MissingStretch>& missing) {
    Json json = Json::array();
    for (const MissingStretch& stretch : missing)
        json.push_back({{"from_ms", to_ms(stretch.begin)},
                        {"until_ms", to_ms(stretch.end)},
                        {"records", stretch.count}});
    return json;
}

Json lane_json(const LaneReport& lane, const RunInfo& info) {
    return {{"id", lane.id},
            {"name", lane.name},
            {"kind", name_of(lane.kind)},
            {"pid", lane.pid > 0 ? Json(lane.pid) : Json(nullptr)},
            {"tid", lane.tid},
            {"exit", exit_json(lane.exit)},
            {"ending", ending_json(lane)},
            {"states_ms", states_json(lane.times, info)},
            {"missing", missing_json(lane.missing)}};
}

Json object_json(const LockTimes& object, bool whole) {
    return {{"id", object.id},
            {"name", object.name},
            {"kind", name_of(object.kind)},
            {"acquisitions", object.acquisitions},
            {"contended", object.contended},
            {"summed_up", object.summed_up},
            {"uncontended_ms", ms_or_null(object.uncontended_ns, whole)},
            {"wait_ms", ms_or_null(object.wait_ns, whole)},
            {"handoff_ms", ms_or_null(object.handoff_ns, whole)},
            {"hold_ms", ms_or_null(object.hold_ns, whole)},
            {"contended_hold_ms", ms_or_null(object.contended_hold_ns, whole)},
            {"max_waiters", object.max_waiters}};
}

Json variable_json(const VariableGuards& variable) {
    Json locks = Json::array();
    for (const GuardingLock& lock : variable.locks)
        locks.push_back({{"id", lock.lock}, {"name", lock.name}, {"guarded", lock.guarded}});
    return {{"id", variable.variable},
            {"name", variable.name},
            {"uses", variable.uses},
            {"locks", std::move(locks)}};
}

Json in_hundredths(const std::optional<double>& number) {
    return number ? Json(std::round(*number * 100) / 100) : Json(nullptr);
}

} // namespace

Json states_json(const StateTimes& times, const RunInfo& info) {
    Json json = Json::object();
    for (const char* key : state_keys)
        json[key] = 0.0;
    for (std::size_t s = 1; s < state_count; ++s) {
        double& sum = json[json_key(static_cast<LaneState>(s))].get_ref<double&>();
        sum += to_ms(times[s]);
    }
    for (std::size_t s = 1; s < state_count; ++s) {
        if (const auto state = static_cast<LaneState>(s);
            !is_whole(state, info.counts) || !tells_of(state, info))
            json[json_key(state)] = nullptr;
    }
    return json;
}

Json to_json(const RunReport& report) {
    const RunInfo& info = report.info;
    Json lanes = Json::array();
    for (const LaneReport& lane : report.lanes)
        lanes.push_back(lane_json(lane, info));
    Json objects = Json::array();
    for (const LockTimes& object : report.objects)
        objects.push_back(object_json(object, !misses_events(info.counts)));
    Json gils = Json::array();
    for (const GilFigures& gil : report.gils)
        gils.push_back(to_json(gil, !misses_events(info.counts)));
    Json lock_orders = Json::array();
    for (const LockOrderReport& ring : report.lock_orders)
        lock_orders.push_back(to_json(ring));
    Json variables = Json::array();
    for (const VariableGuards& variable : report.variables)
        variables.push_back(variable_json(variable));
    Json checks = Json::array();
    for (const Check& check : info.checks)
        checks.push_back(to_json(check));
    return {{"scenario", or_null(info.scenario)},
            {"mode", info.mode},
            {"backend", or_null(info.backend)},
            {"seed", is_of_scenario(info) ? Json(info.seed) : Json(nullptr)},
            {"parameters", to_json(info.parameters)},
            {"machine", machine_json(info)},
            {"wall_ms", to_ms(info.wall_ns)},
            {"events", info.counts.events},
            {"dropped", info.counts.dropped},
            {"ring_records", info.ring_records > 0 ? Json(info.ring_records) : Json(nullptr)},
            {"ring_remedy", info.ring_remedy.empty() ? Json(nullptr) : Json(info.ring_remedy)},
            {"bad", info.counts.bad},
            {"late", info.counts.late},
            {"refused", info.counts.refused},
            {"lost_switches", info.counts.lost_switches},
            {"others_cpus", in_hundredths(info.processors_of_others)},
            {"slowdown", in_hundredths(info.processor_slowdown)},
            {"ended", info.ended ? Json(name_of(*info.ended)) : Json(nullptr)},
            {"lanes", std::move(lanes)},
            {"objects", std::move(objects)},
            {"gils", std::move(gils)},
            {"lock_orders", std::move(lock_orders)},
            {"variables", std::move(variables)},
            {"outcome", to_json(info.outcome)},
            {"checks", std::move(checks)}};
}

} // namespace interleave
