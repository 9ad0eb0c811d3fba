// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_tables.h"

#include "core/analysis/lane_ending.h"
#include "core/analysis/missing_records.h"
#include "ui/rows/legend.h"
#include "ui/table/cells.h"
#include "ui/words/ending_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace interleave {

namespace {

struct StatisticsWords {
    Q_DECLARE_TR_FUNCTIONS(Statistics)
};

QString name_of_lane(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? QString::fromStdString(trace.lane(lane).name()) : QString();
}

/// How the lane ended, as far as is known at a time: in a replay it may be yet to come.
QString end_of(const Trace& trace, const Lane& lane, std::int64_t time) {
    if (lane.end() > time)
        return StatisticsWords::tr("alive");
    if (const auto ending = lane_ending(trace, lane); ending && ending->by != LaneEnding::By::itself)
        return short_ending_words(trace, *ending);
    if (const auto exit = lane.exit()) {
        return lane.kind() == LaneKind::process || exit->code != 0
                   ? StatisticsWords::tr("exit %1").arg(exit->code)
                   : StatisticsWords::tr("ended");
    }
    return outlived_recording(trace, lane) ? StatisticsWords::tr("went on") : StatisticsWords::tr("ended");
}

QString kind_of(const Lane& lane) {
    switch (lane.kind()) {
    case LaneKind::track:
        return kind_text(lane.kind());
    case LaneKind::process:
        return StatisticsWords::tr("process %1").arg(lane.pid());
    case LaneKind::thread:
        break;
    }
    return StatisticsWords::tr("thread %1").arg(lane.tid());
}

Cell time_in_state(std::int64_t ns, std::int64_t life) {
    Cell cell = millisecond_cell(ns);
    if (life > 0 && ns > 0)
        cell.tool_tip +=
            StatisticsWords::tr(", %1 % of the lane's life")
                .arg(QLocale().toString(100.0 * static_cast<double>(ns) / static_cast<double>(life), 'f', 1));
    return cell;
}

StateTimes sums_of(const RangeFigures& figures) {
    StateTimes sums{};
    for (const LaneFigures& lane : figures.lanes)
        for (std::size_t state = 0; state < state_count; ++state)
            sums[state] += lane.times[state];
    sums[static_cast<std::size_t>(LaneState::absent)] = 0;
    return sums;
}

std::int64_t time_in(const StateTimes& times, LaneState state) {
    return times[static_cast<std::size_t>(state)];
}

Cell named(Cell cell, std::uint32_t number) {
    cell.name = QString::number(number);
    return cell;
}

Cell moment_cell(std::int64_t time) {
    return {.text = moment_text(time), .order = static_cast<qlonglong>(time), .number = true};
}

QString at_least_text(std::uint64_t count, bool is_whole) {
    return (is_whole ? QString() : QStringLiteral("≥ ")) + count_text(count);
}

QString numbered(std::uint64_t count, bool is_whole, const QString& of_one, const QString& of_many) {
    return (count == 1 && is_whole ? of_one : of_many).arg(at_least_text(count, is_whole));
}

QString parallelism_text(const ShownStatistics& shown) {
    const Parallelism& parallel = shown.figures.parallelism;
    const auto mean = parallel.mean();
    if (!mean)
        return {};
    const bool is_whole = !misses_switches(shown.figures.missing);
    const QString number = (is_whole ? QString() : QStringLiteral("≥ ")) + QLocale().toString(*mean, 'f', 2);
    if (!parallel.is_running())
        return StatisticsWords::tr("on average %1 lanes ran or were ready at once, at most %2")
            .arg(number, count_text(parallel.most()));
    return StatisticsWords::tr("on average %1 lanes ran at once, at most %2")
        .arg(number, at_least_text(parallel.most(), is_whole));
}

} // namespace

Table lane_table(const Trace& trace, const RangeFigures& figures) {
    const StateTimes sums = sums_of(figures);
    Table table;
    table.columns = {
        {StatisticsWords::tr("Lane"),
         StatisticsWords::tr("Threads and processes in the order in which they were started")},
        {StatisticsWords::tr("Life (ms)"), StatisticsWords::tr("From the lane's first event to its last")}};
    for (const LaneState state : legend_states)
        if (time_in(sums, state) > 0)
            table.columns.push_back(
                {StatisticsWords::tr("%1 (ms)").arg(short_text(state)),
                 StatisticsWords::tr("Time in this state; the share is in each cell's tool tip")});
    if (figures.has_switches)
        for (const Column& column :
             {Column{StatisticsWords::tr("Switches"),
                     StatisticsWords::tr("How often it left its processor, to wait or because it had to")},
              Column{StatisticsWords::tr("Preempted"),
                     StatisticsWords::tr("Of these, how often it could have gone on")},
              Column{StatisticsWords::tr("Migrated"),
                     StatisticsWords::tr("How often it came to another processor than before")}})
            table.columns.push_back(column);
    table.columns.push_back({StatisticsWords::tr("Events"), StatisticsWords::tr("How many it recorded")});
    table.columns.push_back({StatisticsWords::tr("Kind")});
    table.columns.push_back(
        {StatisticsWords::tr("End"), StatisticsWords::tr("How the thread or process ended")});
    for (const LaneFigures& of_lane : figures.lanes) {
        const Lane& lane = trace.lane(of_lane.lane);
        std::vector<Cell> row{named(word_cell(QString::fromStdString(lane.name())), of_lane.lane),
                              millisecond_cell(of_lane.life_ns)};
        for (const LaneState state : legend_states)
            if (time_in(sums, state) > 0)
                row.push_back(whole_or_unknown(time_in_state(time_in(of_lane.times, state), of_lane.life_ns),
                                               is_whole(state, figures.missing)));
        if (figures.has_switches)
            for (const std::uint64_t count :
                 {of_lane.switches.switches, of_lane.switches.preemptions, of_lane.switches.migrations})
                row.push_back(at_least_if_part(count_cell(count), !misses_switches(figures.missing)));
        row.push_back(at_least_if_part(count_cell(of_lane.events), !lacks_events(figures.missing)));
        row.push_back(word_cell(kind_of(lane), Tone::quiet));
        row.push_back(word_cell(end_of(trace, lane, figures.range.until)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table narrow_lane_table(const Trace& trace, const RangeFigures& figures) {
    constexpr std::size_t most_columns = 12;
    Table table = lane_table(trace, figures);
    if (table.columns.size() <= most_columns)
        return table;
    for (Column& column : table.columns)
        column.title.remove(QStringLiteral(" (ms)"));
    table.columns.front().title = StatisticsWords::tr("Lane (times in ms)");
    const auto erase_kind_and_end = [](auto& cells) { cells.erase(cells.end() - 2, cells.end()); };
    erase_kind_and_end(table.columns);
    for (std::vector<Cell>& row : table.rows)
        erase_kind_and_end(row);
    return table;
}

Table wait_table(const Trace& trace, const RangeFigures& figures) {
    const bool is_told = !misses_events(figures.missing);
    Table table;
    table.columns = {
        {StatisticsWords::tr("Waited for")},
        {StatisticsWords::tr("Kind")},
        {StatisticsWords::tr("Waits"), StatisticsWords::tr("That are in it, at least in part")},
        {StatisticsWords::tr("Cut"),
         StatisticsWords::tr("Of these, those that began before or went on after: their part counts")},
        {StatisticsWords::tr("Waited (ms)"), StatisticsWords::tr("Added up over all that waited")},
        {StatisticsWords::tr("Longest (ms)")}};
    for (const WaitedFor& one : figures.waits) {
        const Object* const object = trace.find_object(one.object);
        if (object == nullptr)
            continue;
        table.rows.push_back({named(word_cell(QString::fromStdString(object->name())), one.object),
                              word_cell(kind_text(object->kind()), Tone::quiet),
                              at_least_if_part(count_cell(one.waits.waits), is_told),
                              count_cell(one.waits.cut),
                              whole_or_unknown(millisecond_cell(one.waits.waited_ns), is_told),
                              whole_or_unknown(millisecond_cell(one.waits.longest_ns), is_told)});
    }
    return table;
}

Table output_table(const Trace& trace, const RangeFigures& figures) {
    Table table;
    table.columns = {{StatisticsWords::tr("At"), {}, StatisticsWords::tr("Time (ns)")},
                     {StatisticsWords::tr("Lane")},
                     {StatisticsWords::tr("Printed")}};
    for (const PrintedText& line : figures.printed)
        table.rows.push_back({named(moment_cell(line.time), line.lane),
                              word_cell(name_of_lane(trace, line.lane), Tone::quiet),
                              word_cell(QString::fromStdString(line.text))});
    return table;
}

Table kind_table(const RangeFigures& figures) {
    std::vector<std::pair<std::uint64_t, EventKind>> kinds;
    for (std::size_t kind = 0; kind < figures.events_by_kind.size(); ++kind)
        if (figures.events_by_kind[kind] > 0)
            kinds.emplace_back(figures.events_by_kind[kind], static_cast<EventKind>(kind));
    std::ranges::stable_sort(kinds, std::greater(), &std::pair<std::uint64_t, EventKind>::first);
    Table table;
    table.columns = {{StatisticsWords::tr("Event")}, {StatisticsWords::tr("Number")}};
    for (const auto& [count, kind] : kinds)
        table.rows.push_back({word_cell(kind_text(kind)),
                              at_least_if_part(count_cell(count), !lacks_events(figures.missing))});
    return table;
}

QString summary_text(const ShownStatistics& shown) {
    const RangeFigures& figures = shown.figures;
    if (figures.length() == 0)
        return shown.selection ? StatisticsWords::tr("the selection is outside the run") : QString();
    QStringList parts{parallelism_text(shown)};
    if (figures.has_switches) {
        const SwitchCounts sum = figures.all_switches();
        const bool is_whole = !misses_switches(figures.missing);
        parts << numbered(sum.switches, is_whole, StatisticsWords::tr("%1 switch"),
                          StatisticsWords::tr("%1 switches"))
              << numbered(sum.preemptions, is_whole, StatisticsWords::tr("%1 preemption"),
                          StatisticsWords::tr("%1 preemptions"))
              << numbered(sum.migrations, is_whole, StatisticsWords::tr("%1 migration"),
                          StatisticsWords::tr("%1 migrations"));
    } else {
        parts << StatisticsWords::tr("switches are not told here");
    }
    parts << numbered(figures.events, !lacks_events(figures.missing), StatisticsWords::tr("%1 event"),
                      StatisticsWords::tr("%1 events"));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave
