// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/gil_tables.h"

#include "core/analysis/gil_figures.h"
#include "core/analysis/gil_hand_overs.h"
#include "core/analysis/missing_records.h"
#include "core/file/formed_names.h"

#include <algorithm>
#include <array>
#include <optional>

namespace interleave {

namespace {

/// Returns what the picture of the GIL can be of.
std::vector<ObjectId> shown_gils(const Trace& trace) {
    std::vector<ObjectId> gils = used_gils(trace);
    if (!gils.empty())
        return gils;
    std::vector<ObjectId> locks = used_locks(trace);
    locks.resize(std::min<std::size_t>(1, locks.size()));
    return locks;
}

constexpr std::array lane_of_gil_columns{
    "object",       "kind",        "lane",          "held_ns",     "span_ns",       "waited_ns",
    "acquisitions", "hand_overs",  "requests",      "forced",      "blocking_call", "voluntary",
    "last",         "holds",       "hold_p50_ns",   "hold_p95_ns", "hold_worst_ns", "waits",
    "wait_p50_ns",  "wait_p95_ns", "wait_worst_ns", "object_id",   "lane_id",       "complete"};

/// Adds how many there are and, if times can be told, how long they are.
void add_durations(TableOutput& table, const DurationHistogram& durations, bool is_whole) {
    table.number(static_cast<std::int64_t>(durations.count()));
    const bool is_told = is_whole && !durations.empty();
    for (const double share : {0.5, 0.95})
        table.number_or_nothing(is_told ? std::optional(durations.percentile(share)) : std::nullopt);
    table.number_or_nothing(is_told ? std::optional(durations.worst()) : std::nullopt);
}

void fill_gil(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    const bool is_whole = !misses_events(info.counts);
    const auto add_time = [&](std::int64_t ns) { is_whole ? table.number(ns) : table.nothing(); };
    for (const GilFigures& gil : gil_figures(trace, shown_gils(trace), part.from, part.until)) {
        for (const GilLane& lane : gil.lanes) {
            if (!part.has_lane(lane.lane))
                continue;
            names.add_object(gil.id);
            table.words(name_of(gil.kind));
            names.add_lane(lane.lane);
            add_time(lane.held_ns);
            table.number(gil.span_ns);
            add_time(lane.waited_ns);
            for (const std::uint64_t count : {lane.acquisitions, lane.hand_overs, lane.requests})
                table.number(static_cast<std::int64_t>(count));
            for (const ReleaseReason reason : {ReleaseReason::forced, ReleaseReason::blocking_call,
                                               ReleaseReason::voluntary, ReleaseReason::last})
                table.number(static_cast<std::int64_t>(lane.let_go[static_cast<std::size_t>(reason)]));
            add_durations(table, lane.holds, is_whole);
            add_durations(table, lane.waits, is_whole);
            names.add_object_id(gil.id);
            names.add_lane_id(lane.lane);
            table.flag(is_whole);
            table.end_row();
        }
    }
}

constexpr std::array handover_columns{"object",    "kind",    "released_ns", "acquired_ns", "duration_ns",
                                      "from",      "to",      "reason",      "file",        "line",
                                      "object_id", "from_id", "to_id",       "complete"};

void fill_handovers(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    for (const ObjectId id : shown_gils(trace)) {
        const char* const kind = name_of(trace.find_object(id)->kind());
        for_each_hand_over(trace, id, part.from, part.until, [&](const HandOver& hand_over) {
            if (!part.has_lane(hand_over.from) && !part.has_lane(hand_over.to))
                return;
            names.add_object(id);
            table.words(kind);
            const bool is_told = hand_over.reason.has_value(); // else its release is among missing records
            is_told ? table.number(hand_over.released) : table.nothing();
            table.number(hand_over.acquired);
            is_told ? table.number(length(hand_over.released, hand_over.acquired)) : table.nothing();
            names.add_lane(hand_over.from);
            names.add_lane(hand_over.to);
            table.words_or_nothing(is_told ? name_of(*hand_over.reason) : "");
            names.add_site(hand_over.site);
            names.add_object_id(id);
            names.add_lane_id(hand_over.from);
            names.add_lane_id(hand_over.to);
            table.flag(!misses_events(info.counts));
            table.end_row();
        });
    }
}

} // namespace

const RunTable gil_table{"gil", lane_of_gil_columns, fill_gil};
const RunTable handovers_table{"handovers", handover_columns, fill_handovers};

} // namespace interleave
