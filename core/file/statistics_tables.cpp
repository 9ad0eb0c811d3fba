// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/statistics_tables.h"

#include "core/analysis/missing_records.h"
#include "core/analysis/range_json.h"
#include "core/file/formed_names.h"
#include "core/file/run_facts.h"
#include "core/trace/json.h"

#include <array>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

constexpr std::size_t all_lines = std::numeric_limits<std::size_t>::max();

RangeFigures figures_of_part(const Trace& trace, const RunInfo& info, const TracePart& part) {
    return range_figures(
        trace, info.counts,
        {.from = part.from, .until = part.until, .lanes = part.lanes, .most_printed = all_lines});
}

constexpr std::array statistics_columns{
    "lane",       "kind",         "life_ns",      "running_ns", "ready_ns", "lock_ns",
    "gil_ns",     "semaphore_ns", "condition_ns", "barrier_ns", "queue_ns", "join_ns",
    "future_ns",  "sleep_ns",     "io_ns",        "unknown_ns", "switches", "preemptions",
    "migrations", "events",       "lane_id",      "complete"};

void fill_statistics(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    const RangeFigures figures = figures_of_part(trace, info, part);
    const bool is_complete = !misses_events(figures.missing) && !misses_switches(figures.missing);
    for (const LaneFigures& lane : figures.lanes) {
        names.add_lane(lane.lane);
        table.words(name_of(trace.lane(lane.lane).kind()));
        table.number(lane.life_ns);
        add_states(table, lane.times, figures.missing);
        for (const std::uint64_t count :
             {lane.switches.switches, lane.switches.preemptions, lane.switches.migrations})
            figures.has_switches ? table.number(static_cast<std::int64_t>(count)) : table.nothing();
        table.number(static_cast<std::int64_t>(lane.events));
        names.add_lane_id(lane.lane);
        table.flag(is_complete);
        table.end_row();
    }
}

constexpr std::array wait_columns{"object",    "kind",       "waits",     "cut",
                                  "waited_ns", "longest_ns", "object_id", "complete"};

void fill_waits(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    const RangeFigures figures = figures_of_part(trace, info, part);
    for (const WaitedFor& one : figures.waits) {
        const Object* const object = trace.find_object(one.object);
        names.add_object(one.object);
        table.words_or_nothing(object == nullptr ? "" : name_of(object->kind()));
        table.number(static_cast<std::int64_t>(one.waits.waits));
        table.number(static_cast<std::int64_t>(one.waits.cut));
        table.number(one.waits.waited_ns);
        table.number(one.waits.longest_ns);
        names.add_object_id(one.object);
        table.flag(!misses_events(figures.missing));
        table.end_row();
    }
}

constexpr std::array parallelism_columns{"from_ns", "until_ns", "lanes_ns", "least",
                                         "most",    "of",       "complete"};

void fill_parallelism(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const RangeFigures figures = figures_of_part(trace, info, part);
    for (const ParallelismColumn& column : figures.parallelism.columns) {
        table.number(column.begin);
        table.number(column.end);
        table.number(std::llround(column.mean * static_cast<double>(column.end - column.begin)));
        table.number(column.least);
        table.number(column.most);
        table.words(title_of(figures.parallelism.counted));
        table.flag(!misses_switches(figures.missing));
        table.end_row();
    }
}

constexpr std::array printed_columns{"time_ns", "lane", "text", "lane_id"};

void fill_printed(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    for (const PrintedText& line : figures_of_part(trace, info, part).printed) {
        table.number(line.time);
        names.add_lane(line.lane);
        table.words(line.text);
        names.add_lane_id(line.lane);
        table.end_row();
    }
}

} // namespace

const RunTable statistics_table{"statistics", statistics_columns, fill_statistics};
const RunTable waits_table{"waits", wait_columns, fill_waits};
const RunTable parallelism_table{"parallelism", parallelism_columns, fill_parallelism};
const RunTable printed_table{"printed", printed_columns, fill_printed};

void write_statistics(TextOutput& text, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const RangeFigures figures = figures_of_part(trace, info, part);
    text << document(Json{{"run", run_facts(info)}, {"statistics", to_json(trace, figures, info)}});
}

} // namespace interleave
