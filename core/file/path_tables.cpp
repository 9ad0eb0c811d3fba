// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/path_tables.h"

#include "core/analysis/critical_path_report.h"
#include "core/analysis/missing_records.h"
#include "core/analysis/path_shares.h"
#include "core/file/formed_names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace interleave {

namespace {

bool can_be_told(const CriticalPath& path, const RunInfo& info) {
    return !misses_events(info.counts) && !misses_switches(info.counts) && path.begin != PathBegin::missing &&
           path.begin != PathBegin::doubtful_cause;
}

constexpr std::array path_columns{"piece",      "from_ns",      "until_ns",  "duration_ns", "lane",
                                  "state",      "object",       "file",      "line",        "handover",
                                  "led_to",     "through",      "next_lane", "lane_id",     "object_id",
                                  "through_id", "next_lane_id", "complete"};

/// Fills in the rows of one piece after the other.
class PieceRows {
public:
    PieceRows(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part,
              const CriticalPath& path)
        : table_(table)
        , names_(table, trace)
        , trace_(trace)
        , part_(part)
        , path_(path)
        , is_complete_(can_be_told(path, info)) {}

    void add(std::size_t index) {
        const PathPiece& piece = path_.pieces[index];
        add_stretch(index, piece.from, piece.went_on, true);
        add_stretch(index, piece.went_on, piece.until, false);
    }

private:
    /// Adds a row for each state in [from, until) that is in the part. A lane has none before its begin.
    void add_stretch(std::size_t index, std::int64_t from, std::int64_t until, bool is_handover) {
        const std::int64_t end = std::min(until, part_.end);
        std::int64_t next = std::max(from, part_.from);
        const auto add_until = [&](std::int64_t time, const Segment* segment) {
            if (next < time)
                add_row(index, next, time, segment, is_handover);
            next = std::max(next, time);
        };
        const TracePart stretch{
            .from = next, .until = end, .end = end, .lanes = {}, .all_lanes = {}, .is_chosen = {}};
        const Lane& lane = trace_.lane(path_.pieces[index].lane);
        for_each_segment(lane, stretch, [&](const Segment& segment, std::int64_t begin, std::int64_t last) {
            add_until(begin, nullptr);
            add_until(last, &segment);
        });
        add_until(end, nullptr);
    }

    void add_row(std::size_t index, std::int64_t from, std::int64_t until, const Segment* segment,
                 bool is_handover) {
        const PathPiece& piece = path_.pieces[index];
        const PathPiece* const after = index + 1 < path_.pieces.size() ? &path_.pieces[index + 1] : nullptr;
        const ObjectId through = after == nullptr ? no_object : after->object;
        const LaneId next_lane = after == nullptr ? no_lane : after->lane;
        table_.number(static_cast<std::int64_t>(index + 1));
        table_.number(from);
        table_.number(until);
        table_.number(length(from, until));
        names_.add_lane(piece.lane);
        table_.words_or_nothing(segment == nullptr ? "" : title_of(segment->state));
        names_.add_object(segment == nullptr ? no_object : segment->object);
        names_.add_site(segment == nullptr ? 0 : segment->site);
        table_.flag(is_handover);
        after == nullptr ? table_.nothing() : names_.add_kind(after->cause);
        names_.add_object(through);
        names_.add_lane(next_lane);
        names_.add_lane_id(piece.lane);
        names_.add_object_id(segment == nullptr ? no_object : segment->object);
        names_.add_object_id(through);
        names_.add_lane_id(next_lane);
        table_.flag(is_complete_);
        table_.end_row();
    }

    TableOutput& table_;
    FormedNames names_;
    const Trace& trace_;
    const TracePart& part_;
    const CriticalPath& path_;
    bool is_complete_;
};

void fill_path(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const CriticalPath path = critical_path_of_run(trace);
    PieceRows rows(table, trace, info, part, path);
    for (std::size_t i = 0; i < path.pieces.size(); ++i)
        if (part.has_lane(path.pieces[i].lane))
            rows.add(i);
}

/// Returns the path as far as it is in the part. What a piece that began before came through is not in it.
CriticalPath path_within(CriticalPath path, const TracePart& part) {
    std::vector<PathPiece> pieces;
    for (PathPiece piece : path.pieces) {
        if (!part.has_lane(piece.lane) || piece.until <= part.from || piece.from >= part.end)
            continue;
        if (piece.from < part.from)
            piece.object = no_object;
        for (std::int64_t* const time : {&piece.from, &piece.went_on, &piece.until})
            *time = std::clamp(*time, part.from, part.end);
        pieces.push_back(piece);
    }
    path.pieces = std::move(pieces);
    path.until = std::clamp(path.until, part.from, part.end);
    return path;
}

constexpr std::array share_columns{"of",       "name",         "path_ns", "whole_ns",  "waited_ns", "held_ns",
                                   "passages", "all_lanes_ns", "lane_id", "object_id", "complete"};

/// A row of the shares. What it does not have is an empty cell.
struct ShareRow {
    const char* of;
    std::int64_t ns;
    std::string_view name = {};
    LaneId lane = no_lane;
    ObjectId object = no_object;
    const ObjectShare* of_object = nullptr;
    const WorkShare* of_work = nullptr;
    bool is_told = true; ///< no records are missing that the time is concluded from
};

class ShareRows {
public:
    ShareRows(TableOutput& table, const Trace& trace, std::int64_t whole, bool is_complete)
        : table_(table)
        , names_(table, trace)
        , whole_(whole)
        , is_complete_(is_complete) {}

    void add(const ShareRow& row) {
        const auto add_time = [&](bool is_there, std::int64_t ns) {
            is_there&& row.is_told ? table_.number(ns) : table_.nothing();
        };
        const ObjectShare* const object = row.of_object;
        table_.words(row.of);
        if (row.lane != no_lane)
            names_.add_lane(row.lane);
        else if (row.object != no_object)
            names_.add_object(row.object);
        else
            table_.words_or_nothing(row.name);
        add_time(true, row.ns);
        table_.number(whole_);
        add_time(object != nullptr, object == nullptr ? 0 : object->waited_ns);
        add_time(object != nullptr, object == nullptr ? 0 : object->held_ns);
        object == nullptr ? table_.nothing() : table_.number(static_cast<std::int64_t>(object->passages));
        add_time(row.of_work != nullptr, row.of_work == nullptr ? 0 : row.of_work->all_ns);
        names_.add_lane_id(row.lane);
        names_.add_object_id(row.object);
        table_.flag(is_complete_);
        table_.end_row();
    }

private:
    TableOutput& table_;
    FormedNames names_;
    std::int64_t whole_;
    bool is_complete_;
};

void fill_shares(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const CriticalPath path = path_within(critical_path_of_run(trace), part);
    const PathShares shares = path_shares(trace, path);
    std::int64_t whole = 0;
    for (const PathPiece& piece : path.pieces)
        whole += piece.until - piece.from;
    const bool events_whole = !misses_events(info.counts);
    ShareRows rows(table, trace, whole, can_be_told(path, info));
    for (const LaneShare& lane : shares.lanes)
        rows.add({.of = "lane", .ns = lane.ns, .lane = lane.lane});
    for (const WorkShare& work : shares.work)
        rows.add(
            {.of = "work", .ns = work.ns, .object = work.name, .of_work = &work, .is_told = events_whole});
    for (std::size_t s = 1; s < state_count; ++s)
        if (const auto state = static_cast<LaneState>(s); shares.states[s] > 0)
            rows.add({.of = "state",
                      .ns = shares.states[s],
                      .name = title_of(state),
                      .is_told = is_whole(state, info.counts)});
    for (const ObjectShare& object : shares.objects)
        rows.add({.of = "object",
                  .ns = object.ns(),
                  .object = object.object,
                  .of_object = &object,
                  .is_told = events_whole});
    if (shares.handover_ns > 0)
        rows.add({.of = "handovers", .ns = shares.handover_ns});
    if (shares.untold_wait_ns > 0)
        rows.add({.of = "untold_waits", .ns = shares.untold_wait_ns});
}

} // namespace

std::string why_no_path(const Trace& trace, const RunInfo&) {
    return trace.knows_states()
               ? ""
               : "this recording does not tell who waited for what, so it has no critical path";
}

const RunTable critical_path_table{"path", path_columns, fill_path};
const RunTable path_shares_table{"shares", share_columns, fill_shares};

} // namespace interleave
