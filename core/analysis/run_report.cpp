// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_report.h"

#include "core/analysis/lock_order_text.h"
#include "core/analysis/object_name.h"
#include "core/analysis/site_text.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

namespace {

std::vector<MissingStretch> missing_of(const MissingSequence& missing, std::int64_t until) {
    std::vector<MissingStretch> stretches;
    const std::size_t count = missing.size();
    for (std::size_t i = 0; i < std::min(count, LaneReport::most_missing); ++i)
        stretches.push_back(missing[i]);
    if (count > stretches.size()) {
        const std::size_t first = stretches.size() - 1;
        stretches.back().end = missing[count - 1].end;
        stretches.back().count = missing.count_of(first, count);
    }
    for (MissingStretch& stretch : stretches)
        stretch.end = std::min(stretch.end, std::max(stretch.begin, until));
    return stretches;
}

LockOrderReport report_of(const Trace& trace, const LockOrderRing& ring) {
    LockOrderReport report;
    for (const LockStep& step : ring.steps)
        report.steps.push_back({step, trace.lane(step.lane).name(), object_name(trace, step.held),
                                object_name(trace, step.taken), site_text(trace, step.held_site),
                                site_text(trace, step.taken_site)});
    for (const ObjectId gate : ring.gates)
        report.gates.push_back(object_name(trace, gate));
    report.text = lock_order_text(trace, ring);
    return report;
}

} // namespace

std::vector<LockOrderReport> lock_order_reports(const Trace& trace) {
    std::vector<LockOrderReport> reports;
    for (const LockOrderRing& ring : lock_order_rings(trace))
        reports.push_back(report_of(trace, ring));
    return reports;
}

RunReport make_report(RunInfo info, const Trace& trace) {
    RunReport report;
    report.info = std::move(info);
    // A lane's first event may have a time just before the gate opened. Its states count from there on.
    const std::int64_t from = std::numeric_limits<std::int64_t>::min() / 4;
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        const Lane& lane = trace.lane(index);
        LaneReport& added =
            report.lanes.emplace_back(LaneReport{.id = lane.id(),
                                                 .name = lane.name(),
                                                 .kind = lane.kind(),
                                                 .pid = lane.pid(),
                                                 .tid = lane.tid(),
                                                 .exit = lane.exit(),
                                                 .ending = lane_ending(trace, lane),
                                                 .times = lane.times_between(from, trace.time_end()),
                                                 .missing = missing_of(lane.missing(), trace.time_end())});
        if (!added.ending)
            continue;
        added.end_place = place_text(trace, added.ending->place);
        if (const LaneId culprit = added.ending->culprit; culprit < trace.lane_count())
            added.culprit = trace.lane(culprit).name();
    }
    report.objects = lock_times(trace, from, trace.time_end());
    report.gils = gil_figures(trace, used_gils(trace));
    report.lock_orders = lock_order_reports(trace);
    report.variables = variable_guards(trace);
    return report;
}

} // namespace interleave
