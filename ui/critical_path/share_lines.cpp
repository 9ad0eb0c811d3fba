// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/share_lines.h"

#include "core/analysis/missing_records.h"
#include "ui/critical_path/path_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <numeric>

namespace interleave {

namespace {

struct ShareLineWords {
    Q_DECLARE_TR_FUNCTIONS(CriticalPath)
};

QString work_remark(const WorkShare& work) {
    return work.ns >= work.all_ns
               ? ShareLineWords::tr("all that any lane did of it: nobody did it beside the path")
               : ShareLineWords::tr("%1 of what all lanes did of it")
                     .arg(percent_words(work.ns, work.all_ns));
}

QString object_remark(const ObjectShare& object) {
    QStringList parts;
    if (object.held_ns > 0)
        parts << ShareLineWords::tr("held %1").arg(duration_text(object.held_ns));
    if (object.waited_ns > 0)
        parts << ShareLineWords::tr("waited for %1").arg(duration_text(object.waited_ns));
    if (object.passages > 0)
        parts << (object.passages == 1
                      ? ShareLineWords::tr("passed once")
                      : ShareLineWords::tr("passed %1 times").arg(count_text(object.passages)));
    return parts.join(QStringLiteral(", "));
}

void add_states(std::vector<ShareLine>& lines, const PathShares& shares, const CollectorCounts& counts) {
    std::array<std::size_t, state_count> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return shares.states[a] > shares.states[b]; });
    for (const std::size_t number : order) {
        const auto state = static_cast<LaneState>(number);
        const std::int64_t ns = shares.states[number];
        if (ns > 0)
            lines.push_back({.kind = ShareLineWords::tr("State"),
                             .what = title_text(state),
                             .ns = ns,
                             .is_told = is_whole(state, counts),
                             .parts = {{ns, style_of(state)}}});
    }
}

ShareLine line_of(const Trace& trace, const ObjectShare& share, bool is_told) {
    const Object* const object = trace.find_object(share.object);
    const StyleId waits = object == nullptr ? value_style : style_of(wait_state(object->kind()));
    return {.kind = ShareLineWords::tr("Object"),
            .what = path_object_name(trace, share.object),
            .ns = share.ns(),
            .is_told = is_told,
            .remark = object_remark(share),
            .name = QStringLiteral("object %1").arg(share.object),
            .parts = {{share.held_ns, held_style}, {share.waited_ns, waits}}};
}

} // namespace

std::vector<ShareLine> share_lines(const Trace& trace, const PathShares& shares,
                                   const CollectorCounts& counts) {
    const bool events_whole = !misses_events(counts);
    std::vector<ShareLine> lines;
    for (const LaneShare& lane : shares.lanes)
        lines.push_back({.kind = ShareLineWords::tr("Lane"),
                         .what = path_lane_name(trace, lane.lane),
                         .ns = lane.ns,
                         .is_told = true,
                         .name = QStringLiteral("lane %1").arg(lane.lane),
                         .parts = {{lane.ns, value_style}}});
    for (const WorkShare& work : shares.work)
        lines.push_back({.kind = ShareLineWords::tr("Work"),
                         .what = path_object_name(trace, work.name),
                         .ns = work.ns,
                         .is_told = events_whole,
                         .remark = work_remark(work),
                         .parts = {{work.ns, value_style}}});
    add_states(lines, shares, counts);
    if (shares.handover_ns > 0)
        lines.push_back({.kind = ShareLineWords::tr("Hand-overs"),
                         .what = ShareLineWords::tr("from what let a lane go on until it did"),
                         .ns = shares.handover_ns,
                         .is_told = true,
                         .parts = {{shares.handover_ns, value_style}}});
    if (shares.untold_wait_ns > 0)
        lines.push_back({.kind = ShareLineWords::tr("Not told"),
                         .what = ShareLineWords::tr("waits of which nothing tells who ended them"),
                         .ns = shares.untold_wait_ns,
                         .is_told = true,
                         .parts = {{shares.untold_wait_ns, value_style}}});
    // They are many, and the last of them have the least to do with it.
    for (const ObjectShare& object : shares.objects)
        lines.push_back(line_of(trace, object, events_whole));
    return lines;
}

} // namespace interleave
