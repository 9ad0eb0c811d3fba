// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/range_json.h"

#include "core/analysis/figure.h"
#include "core/analysis/missing_records.h"
#include "core/analysis/ms_or_null.h"
#include "core/analysis/object_name.h"
#include "core/analysis/run_json.h"
#include "core/trace/json.h"

#include <utility>

namespace interleave {

namespace {

Json switches_or_null(std::uint64_t count, const RangeFigures& figures) {
    return figures.has_switches ? Json(count) : Json(nullptr);
}

Json lanes_json(const Trace& trace, const RangeFigures& figures, const RunInfo& within) {
    Json json = Json::array();
    for (const LaneFigures& lane : figures.lanes)
        json.push_back({{"id", lane.lane},
                        {"name", trace.lane(lane.lane).name()},
                        {"life_ms", to_ms(lane.life_ns)},
                        {"states_ms", states_json(lane.times, within)},
                        {"switches", switches_or_null(lane.switches.switches, figures)},
                        {"preemptions", switches_or_null(lane.switches.preemptions, figures)},
                        {"migrations", switches_or_null(lane.switches.migrations, figures)},
                        {"events", lane.events}});
    return json;
}

Json waits_json(const Trace& trace, const RangeFigures& figures) {
    const bool is_whole = !misses_events(figures.missing);
    Json json = Json::array();
    for (const WaitedFor& one : figures.waits) {
        const Object* const object = trace.find_object(one.object);
        json.push_back({{"id", one.object},
                        {"name", object_name(trace, one.object)},
                        {"kind", object == nullptr ? Json(nullptr) : Json(name_of(object->kind()))},
                        {"waits", one.waits.waits},
                        {"cut", one.waits.cut},
                        {"wait_ms", ms_or_null(one.waits.waited_ns, is_whole)},
                        {"longest_ms", ms_or_null(one.waits.longest_ns, is_whole)}});
    }
    return json;
}

Json parallelism_json(const RangeFigures& figures) {
    const Parallelism& parallel = figures.parallelism;
    const auto mean = parallel.mean();
    if (!mean)
        return nullptr;
    Json times = Json::array();
    for (const std::int64_t ns : parallel.time_at)
        times.push_back(to_ms(ns));
    Json columns = Json::array();
    for (const ParallelismColumn& column : parallel.columns)
        columns.push_back({{"from_ms", to_ms(column.begin)},
                           {"until_ms", to_ms(column.end)},
                           {"mean", column.mean},
                           {"least", column.least},
                           {"most", column.most}});
    return {{"of", title_of(parallel.counted)},
            {"mean", *mean},
            {"most", parallel.most()},
            {"ms_at", std::move(times)},
            {"columns", std::move(columns)}};
}

Json kinds_json(const RangeFigures& figures) {
    Json json = Json::object();
    for (std::size_t kind = 0; kind < figures.events_by_kind.size(); ++kind)
        if (figures.events_by_kind[kind] > 0)
            json[name_of(static_cast<EventKind>(kind))] = figures.events_by_kind[kind];
    return json;
}

Json printed_json(const Trace& trace, const RangeFigures& figures) {
    Json json = Json::array();
    for (const PrintedText& line : figures.printed)
        json.push_back(
            {{"ms", to_ms(line.time)}, {"lane", trace.lane(line.lane).name()}, {"text", line.text}});
    return json;
}

} // namespace

Json to_json(const Trace& trace, const RangeFigures& figures, const RunInfo& info) {
    RunInfo within = info;
    within.counts = figures.missing;
    const std::string missing = missing_text(figures.missing);
    const SwitchCounts switches = figures.all_switches();
    return {{"from_ms", to_ms(figures.range.from)},
            {"until_ms", to_ms(figures.range.end)},
            {"missing", missing.empty() ? Json(nullptr) : Json(missing)},
            {"lanes", lanes_json(trace, figures, within)},
            {"switches", switches_or_null(switches.switches, figures)},
            {"preemptions", switches_or_null(switches.preemptions, figures)},
            {"migrations", switches_or_null(switches.migrations, figures)},
            {"waits", waits_json(trace, figures)},
            {"parallelism", parallelism_json(figures)},
            {"events", figures.events},
            {"events_by_kind", kinds_json(figures)},
            {"printed_lines", figures.all_printed},
            {"printed", printed_json(trace, figures)}};
}

} // namespace interleave
