// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/gil_json.h"

#include "core/analysis/ms_or_null.h"
#include "core/trace/json.h"

namespace interleave {

namespace {

Json spread_json(const DurationHistogram& durations, bool is_whole) {
    const bool is_told = is_whole && !durations.empty();
    return {{"count", durations.count()},
            {"median", ms_or_null(durations.percentile(0.5), is_told)},
            {"p95", ms_or_null(durations.percentile(0.95), is_told)},
            {"most", ms_or_null(durations.worst(), is_told)}};
}

Json let_go_json(const ReleaseCounts& counts) {
    Json json = Json::object();
    for (std::size_t reason = 0; reason < release_reasons; ++reason)
        json[name_of(static_cast<ReleaseReason>(reason))] = counts[reason];
    return json;
}

Json gil_lane_json(const GilLane& lane, bool is_whole) {
    return {{"id", lane.lane},
            {"name", lane.name},
            {"held_ms", ms_or_null(lane.held_ns, is_whole)},
            {"waited_ms", ms_or_null(lane.waited_ns, is_whole)},
            {"acquisitions", lane.acquisitions},
            {"hand_overs", lane.hand_overs},
            {"requests", lane.requests},
            {"let_go", let_go_json(lane.let_go)},
            {"hold_ms", spread_json(lane.holds, is_whole)},
            {"wait_ms", spread_json(lane.waits, is_whole)},
            {"call_ms", spread_json(lane.calls, is_whole)},
            {"wait_after_call_ms", spread_json(lane.waits_after_calls, is_whole)}};
}

Json convoy_json(const GilFigures& gil, bool is_whole) {
    if (!gil.convoy || !is_whole)
        return nullptr;
    const bool has_lane = gil.convoy->kind == GilConvoy::Kind::after_calls;
    return {{"kind", has_lane ? "after_calls" : "queue"},
            {"lane", has_lane ? Json(gil.convoy->lane) : Json(nullptr)}};
}

} // namespace

Json to_json(const GilFigures& gil, bool is_whole) {
    Json lanes = Json::array();
    for (const GilLane& lane : gil.lanes)
        lanes.push_back(gil_lane_json(lane, is_whole));
    return {{"id", gil.id},
            {"name", gil.name},
            {"span_ms", ms_or_null(gil.span_ns, true)},
            {"held_ms", ms_or_null(gil.held_ns, is_whole)},
            {"held_while_wanted_ms", ms_or_null(gil.wanted_ns, is_whole)},
            {"acquisitions", gil.acquisitions},
            {"hand_overs", gil.hand_overs},
            {"taken_back", gil.taken_back},
            {"requests", gil.requests},
            {"interval_ms", ms_or_null(gil.interval_ns.value_or(0), is_whole && gil.interval_ns.has_value())},
            {"let_go", let_go_json(gil.let_go)},
            {"hold_ms", spread_json(gil.holds, is_whole)},
            {"wait_ms", spread_json(gil.waits, is_whole)},
            {"convoy", convoy_json(gil, is_whole)},
            {"lanes", std::move(lanes)}};
}

Json to_json(const LockOrderReport& ring) {
    const auto or_null = [](const std::string& words) { return words.empty() ? Json(nullptr) : Json(words); };
    Json steps = Json::array();
    for (const LockOrderReport::Step& step : ring.steps)
        steps.push_back({{"lane", step.lane},
                         {"held", step.held},
                         {"held_place", or_null(step.held_place)},
                         {"taken", step.taken},
                         {"taken_place", or_null(step.taken_place)},
                         {"first_ms", ms_or_null(step.step.time, true)},
                         {"times", step.step.times}});
    return {{"danger", ring.gates.empty()},
            {"steps", std::move(steps)},
            {"gates", ring.gates},
            {"text", ring.text}};
}

} // namespace interleave
