// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/path_table.h"

#include "core/analysis/missing_records.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <numeric>

namespace interleave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("CriticalPath", text);
}

QString lane_name(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? QString::fromStdString(trace.lane(lane).name()) : tr("another lane");
}

QString object_name(const Trace& trace, ObjectId id) {
    const Object* const object = trace.find_object(id);
    return object != nullptr ? QString::fromStdString(object->name()) : tr("something unknown");
}

QString percent_words(std::int64_t ns, std::int64_t whole) {
    const double percent = whole > 0 ? 100.0 * static_cast<double>(ns) / static_cast<double>(whole) : 0;
    const int decimals = percent >= 9.95 || percent == 0 ? 0 : 1;
    return percent > 0 && percent < 0.05 ? tr("< 0.1 %")
                                         : tr("%1 %").arg(QLocale().toString(percent, 'f', decimals));
}

/// Adds the rows of one path.
class Rows {
public:
    Rows(Table& table, std::int64_t length, const CollectorCounts& counts)
        : table_(table)
        , length_(length)
        , counts_(counts) {}

    void add(const QString& part, const QString& what, std::int64_t ns, bool is_whole,
             const QString& remark = {}, const QString& name = {}) {
        const double ms = static_cast<double>(ns) / 1e6;
        Cell time{.text = number_words(ms), .order = static_cast<qlonglong>(ns), .number = true};
        Cell share{.text = percent_words(ns, length_), .order = static_cast<qlonglong>(ns), .number = true};
        if (!is_whole) {
            time = {.text = QStringLiteral("?"),
                    .order = -1,
                    .tool_tip = tr("It cannot be told, because records are missing"),
                    .tone = Tone::quiet,
                    .number = true};
            share = time;
        }
        table_.rows.push_back({{.text = part, .tone = Tone::quiet, .name = name},
                               {.text = what},
                               std::move(time),
                               std::move(share),
                               {.text = remark, .tool_tip = remark, .tone = Tone::quiet}});
    }
    bool events_whole() const { return !misses_events(counts_); }
    const CollectorCounts& counts() const { return counts_; }

private:
    Table& table_;
    std::int64_t length_;
    const CollectorCounts& counts_;
};

void add_states(Rows& rows, const PathShares& shares) {
    std::array<std::size_t, state_count> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return shares.states[a] > shares.states[b]; });
    for (const std::size_t state : order)
        if (shares.states[state] > 0)
            rows.add(tr("State"), title_text(static_cast<LaneState>(state)), shares.states[state],
                     is_whole(static_cast<LaneState>(state), rows.counts()));
}

QString work_remark(const WorkShare& work) {
    return work.ns >= work.all_ns
               ? tr("all that any lane did of it: nobody did it beside the path")
               : tr("%1 of what all lanes did of it").arg(percent_words(work.ns, work.all_ns));
}

QString object_remark(const ObjectShare& object) {
    QStringList parts;
    if (object.held_ns > 0)
        parts << tr("held %1").arg(duration_text(object.held_ns));
    if (object.waited_ns > 0)
        parts << tr("waited for %1").arg(duration_text(object.waited_ns));
    if (object.passages > 0)
        parts << (object.passages == 1 ? tr("passed once")
                                       : tr("passed %1 times").arg(count_text(object.passages)));
    return parts.join(QStringLiteral(", "));
}

QString begin_sentence(const Trace& trace, const CriticalPath& path) {
    const QString from = moment_text(path.from());
    switch (path.begin) {
    case PathBegin::as_asked:
        break;
    case PathBegin::missing:
        return tr("Before %1 it cannot be told: records of %2 are missing there.")
            .arg(from, lane_name(trace, path.begin_lane));
    case PathBegin::doubtful_cause:
        return tr("Before %1 it cannot be told: what let %2 go on may be among the missing records of %3.")
            .arg(from, lane_name(trace, path.pieces.empty() ? path.lane : path.pieces.front().lane),
                 lane_name(trace, path.begin_lane));
    case PathBegin::ring:
        return tr("These lanes wait for each other in a ring, so nothing can be before it.");
    case PathBegin::no_states:
        return tr("This recording does not tell who waited for what, so it has no critical path.");
    }
    return {};
}

} // namespace

Table path_table(const Trace& trace, const CriticalPath& path, const PathShares& shares,
                 const CollectorCounts& counts) {
    Table table;
    table.columns = {
        {tr("Share of"), tr("A lane, a state, named work, or an object")},
        {tr("What")},
        {tr("Time (ms)"), tr("Of the path; objects and work within work are beside lanes and states, "
                             "which each make up all of it")},
        {tr("Share"), tr("Of the path's length")},
        {tr("Of that")}};
    Rows rows(table, path.length(), counts);
    for (const LaneShare& lane : shares.lanes)
        rows.add(tr("Lane"), lane_name(trace, lane.lane), lane.ns, true, {},
                 QStringLiteral("lane %1").arg(lane.lane));
    for (const WorkShare& work : shares.work)
        rows.add(tr("Work"), object_name(trace, work.name), work.ns, rows.events_whole(), work_remark(work));
    add_states(rows, shares);
    for (const ObjectShare& object : shares.objects)
        rows.add(tr("Object"), object_name(trace, object.object), object.ns(), rows.events_whole(),
                 object_remark(object), QStringLiteral("object %1").arg(object.object));
    if (shares.handover_ns > 0)
        rows.add(tr("Hand-overs"), tr("from what let a lane go on until it did"), shares.handover_ns, true);
    if (shares.untold_wait_ns > 0)
        rows.add(tr("Not told"), tr("waits of which nothing tells who ended them"), shares.untold_wait_ns,
                 true);
    return table;
}

QString path_sentence(const Trace& trace, const CriticalPath& path, const PathShares& shares,
                      bool is_of_run) {
    QStringList sentences;
    if (path.length() > 0) {
        QStringList most;
        if (!shares.lanes.empty())
            most << tr("%1 in %2")
                        .arg(percent_words(shares.lanes.front().ns, path.length()),
                             lane_name(trace, shares.lanes.front().lane));
        for (std::size_t i = 0; i < std::min<std::size_t>(2, shares.work.size()); ++i)
            if (shares.work[i].ns > 0)
                most << tr("%1 in “%2”")
                            .arg(percent_words(shares.work[i].ns, path.length()),
                                 object_name(trace, shares.work[i].name));
        const QString what = is_of_run ? tr("Critical path of the run, %1 to the end of %2: %3.")
                                       : tr("Critical path of a wait of %1 of %2: %3.");
        sentences << what.arg(duration_text(path.length()), lane_name(trace, path.lane),
                              most.join(QStringLiteral(", ")));
    }
    QStringList waiting;
    for (const OpenWait& wait : path.waiting)
        waiting << tr("%1 waits for %2").arg(lane_name(trace, wait.lane), object_name(trace, wait.object));
    if (!waiting.isEmpty())
        sentences << tr("At its end %1.").arg(waiting.join(QStringLiteral("; ")));
    if (const QString begin = begin_sentence(trace, path); !begin.isEmpty())
        sentences << begin;
    if (sentences.isEmpty())
        sentences << tr("Nothing has been recorded yet.");
    return sentences.join(QLatin1Char(' '));
}

} // namespace interleave
