// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_report.h"

#include "core/analysis/theory_checks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

/// Keys of states_ms, in this order in every lane.
constexpr std::array state_keys{"running", "ready", "lock",   "gil",   "semaphore", "condition", "barrier",
                                "queue",   "join",  "future", "sleep", "io",        "unknown"};

double ms(std::int64_t ns) {
    return static_cast<double>(ns) / 1e6;
}

Json exit_json(const std::optional<LaneExit>& exit) {
    return exit ? Json{{"code", exit->code}, {"signal", exit->signal}} : Json(nullptr);
}

Json states_json(const StateTimes& times) {
    Json json = Json::object();
    for (const char* key : state_keys)
        json[key] = 0.0;
    for (std::size_t s = 1; s < state_count; ++s) {
        double& sum = json[json_key(static_cast<LaneState>(s))].get_ref<double&>();
        sum += ms(times[s]);
    }
    return json;
}

Json machine_json(const RunReport& report) {
    const Machine& machine = report.machine;
    return {{"cpus", machine.cpus},
            {"model", machine.model},
            {"kernel", machine.kernel},
            {"clock", name_of(machine.clock.source)},
            {"switches", report.switch_records},
            {"ns_per_event", std::isfinite(machine.ns_per_event)
                                 ? Json(std::round(machine.ns_per_event * 100) / 100)
                                 : Json(nullptr)}};
}

Json lane_json(const LaneReport& lane) {
    return {{"id", lane.id},
            {"name", lane.name},
            {"kind", lane.kind == LaneKind::process ? "process" : "thread"},
            {"pid", lane.pid},
            {"tid", lane.tid},
            {"exit", exit_json(lane.exit)},
            {"states_ms", states_json(lane.times)}};
}

Json object_json(const LockTimes& object) {
    return {{"id", object.id},
            {"name", object.name},
            {"kind", name_of(object.kind)},
            {"acquisitions", object.acquisitions},
            {"contended", object.contended},
            {"uncontended_ms", ms(object.uncontended_ns)},
            {"wait_ms", ms(object.wait_ns)},
            {"handoff_ms", ms(object.handoff_ns)},
            {"hold_ms", ms(object.hold_ns)},
            {"contended_hold_ms", ms(object.contended_hold_ns)},
            {"max_waiters", object.max_waiters}};
}

/// What a join told, else what the process's parent learned: of the process's first thread its code, of all
/// its threads the signal that ended them.
std::optional<LaneExit> exit_of(const Lane& lane, const std::vector<ProcessExit>& exits) {
    if (const auto told = lane.exit())
        return told;
    const auto found = std::find_if(exits.begin(), exits.end(),
                                    [&](const ProcessExit& exit) { return exit.pid == lane.pid(); });
    if (found == exits.end() || (found->signal == 0 && lane.tid() != lane.pid()))
        return std::nullopt;
    return LaneExit{found->code, found->signal};
}

} // namespace

RunReport make_report(const RunRequest& request, const SessionResult& result, const Trace& trace,
                      const CollectorCounts& counts, const std::string& switch_records,
                      std::int64_t wall_ns) {
    RunReport report;
    report.scenario = request.scenario->name;
    report.backend = request.backend;
    report.seed = request.seed;
    report.parameters = request.parameters.to_json();
    report.machine = this_machine();
    report.switch_records = switch_records;
    report.wall_ns = wall_ns;
    report.counts = counts;
    report.ended = result.ended;
    report.error = result.error;
    // A lane's first event may bear a time just before the gate's; its states count from there on.
    const std::int64_t from = std::numeric_limits<std::int64_t>::min() / 4;
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        const Lane& lane = trace.lane(index);
        report.lanes.push_back({lane.id(), lane.name(), lane.kind(), lane.pid(), lane.tid(),
                                exit_of(lane, result.exits), lane.times_between(from, trace.time_end())});
    }
    report.objects = lock_times(trace, from, trace.time_end());
    if (result.outcome) {
        report.outcome = result.outcome->values;
        report.checks = result.outcome->checks;
        decide_checks(report.checks, trace, counts);
    }
    return report;
}

Json to_json(const RunReport& report) {
    Json lanes = Json::array();
    for (const LaneReport& lane : report.lanes)
        lanes.push_back(lane_json(lane));
    Json objects = Json::array();
    for (const LockTimes& object : report.objects)
        objects.push_back(object_json(object));
    Json checks = Json::array();
    for (const Check& check : report.checks)
        checks.push_back(to_json(check));
    return {{"scenario", report.scenario},        {"mode", report.mode},
            {"backend", name_of(report.backend)}, {"seed", report.seed},
            {"parameters", report.parameters},    {"machine", machine_json(report)},
            {"wall_ms", ms(report.wall_ns)},      {"events", report.counts.events},
            {"dropped", report.counts.dropped},   {"bad", report.counts.bad},
            {"ended", name_of(report.ended)},     {"lanes", std::move(lanes)},
            {"objects", std::move(objects)},      {"outcome", report.outcome},
            {"checks", std::move(checks)}};
}

} // namespace interleave
