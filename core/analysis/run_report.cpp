// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_report.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

namespace {

/// Returns what a join reported, else what the process's parent was told: the exit code of the process's
/// first thread, or the signal that ended all its threads.
std::optional<LaneExit> exit_of(const Lane& lane, const std::vector<ProcessExit>& exits) {
    if (const auto joined = lane.exit())
        return joined;
    const auto found = std::find_if(exits.begin(), exits.end(),
                                    [&](const ProcessExit& exit) { return exit.pid == lane.pid(); });
    if (found == exits.end() || (found->signal == 0 && lane.tid() != lane.pid()))
        return std::nullopt;
    return LaneExit{found->code, found->signal};
}

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

} // namespace

RunReport make_report(RunInfo info, const Trace& trace) {
    RunReport report;
    report.info = std::move(info);
    // A lane's first event may have a time just before the gate opened. Its states count from there on.
    const std::int64_t from = std::numeric_limits<std::int64_t>::min() / 4;
    for (const std::size_t index : trace.lanes_in_order_of_start()) {
        const Lane& lane = trace.lane(index);
        report.lanes.push_back({lane.id(), lane.name(), lane.kind(), lane.pid(), lane.tid(),
                                exit_of(lane, report.info.exits), lane.times_between(from, trace.time_end()),
                                missing_of(lane.missing(), trace.time_end())});
    }
    report.objects = lock_times(trace, from, trace.time_end());
    return report;
}

} // namespace interleave
