// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_words.h"

#include "core/analysis/site_text.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct GilWords {
    Q_DECLARE_TR_FUNCTIONS(Gil)
};

QString at_least(const QString& number, bool is_whole) {
    return is_whole ? number : QStringLiteral("≥ ") + number;
}

Cell count_cell(std::uint64_t count, bool is_whole) {
    return {.text = at_least(count_text(count), is_whole),
            .order = static_cast<qulonglong>(count),
            .tone = count == 0 ? Tone::quiet : Tone::plain,
            .number = true};
}

/// Returns ms with the digits that matter; a dash for none at all, a question mark for what cannot be told.
Cell time_cell(std::int64_t ns, bool is_told, bool is_there = true) {
    if (!is_told || !is_there || ns == 0)
        return {.text = is_told ? QStringLiteral("–") : QStringLiteral("?"),
                .order = -1,
                .tone = Tone::quiet,
                .number = true};
    const double ms = static_cast<double>(ns) / 1e6;
    const int decimals = ms >= 99.95 ? 0 : ms >= 9.995 ? 1 : ms >= 0.9995 ? 2 : 3;
    return {.text = ms < 0.0005 ? GilWords::tr("< %1").arg(QLocale().toString(0.001, 'f', 3))
                                : QLocale().toString(ms, 'f', decimals),
            .order = static_cast<qlonglong>(ns),
            .tool_tip = duration_text(ns),
            .number = true};
}

/// Returns how often a lock was let go for each reason, most of a GIL's own first.
QString let_go_text(const ReleaseCounts& counts, ObjectKind kind) {
    QStringList parts;
    for (const ReleaseReason reason :
         {ReleaseReason::forced, ReleaseReason::blocking_call, ReleaseReason::voluntary, ReleaseReason::last})
        if (const std::uint64_t count = counts[static_cast<std::size_t>(reason)]; count > 0)
            parts << QStringLiteral("%1 %2").arg(count_text(count), reason_text(reason, kind));
    return parts.join(QStringLiteral(", "));
}

QString rate_text(const GilFigures& gil) {
    const double seconds = static_cast<double>(gil.span_ns) / 1e9;
    const double rate = seconds > 0 ? static_cast<double>(gil.hand_overs) / seconds : 0;
    return rate >= 100 ? count_text(static_cast<std::uint64_t>(std::llround(rate)))
                       : QLocale().toString(rate, 'g', 3);
}

} // namespace

QString reason_text(std::optional<ReleaseReason> reason, ObjectKind kind) {
    if (!reason)
        return GilWords::tr("cannot be told");
    switch (*reason) {
    case ReleaseReason::forced:
        return GilWords::tr("asked to drop it");
    case ReleaseReason::blocking_call:
        return GilWords::tr("for a call that may block");
    case ReleaseReason::last:
        return GilWords::tr("at its end");
    case ReleaseReason::voluntary:
        break;
    }
    return kind == ObjectKind::gil ? GilWords::tr("end of its interval") : GilWords::tr("done with it");
}

QString share_text(std::int64_t part, std::int64_t whole, bool is_whole) {
    if (!is_whole || whole <= 0)
        return QStringLiteral("?");
    const double percent =
        std::clamp(100.0 * static_cast<double>(part) / static_cast<double>(whole), 0.0, 100.0);
    if (percent > 0 && percent < 1)
        return GilWords::tr("< 1 %");
    return GilWords::tr("%1 %").arg(QLocale().toString(percent, 'f', 0));
}

QString figures_text(const GilFigures& gil, bool is_whole) {
    QStringList parts;
    if (is_whole)
        parts << GilWords::tr("held %1 of the time").arg(share_text(gil.held_ns, gil.span_ns, true));
    parts << (gil.hand_overs == 1 ? GilWords::tr("%1 hand-over") : GilWords::tr("%1 hand-overs"))
                 .arg(at_least(count_text(gil.hand_overs), is_whole));
    if (is_whole && gil.hand_overs > 1 && gil.span_ns > 0)
        parts.back() += GilWords::tr(", %1 per second").arg(rate_text(gil));
    if (gil.requests > 0)
        parts << GilWords::tr("%1 requests").arg(at_least(count_text(gil.requests), is_whole));
    if (is_whole && gil.holds.count() > 0)
        parts << GilWords::tr("a hold lasts %1").arg(duration_text(gil.holds.percentile(0.5)));
    if (is_whole && gil.waits.count() > 0)
        parts << GilWords::tr("a wait %1, of 95 % at most %2")
                     .arg(duration_text(gil.waits.percentile(0.5)),
                          duration_text(gil.waits.percentile(0.95)));
    if (is_whole && gil.interval_ns)
        parts << GilWords::tr("switch interval %1").arg(duration_text(*gil.interval_ns));
    return parts.join(QStringLiteral(" · "));
}

QString meaning_text(const ShownGil& shown, bool is_whole) {
    if (!shown.figures)
        return {};
    const GilFigures& gil = *shown.figures;
    const QString name = QString::fromStdString(gil.name);
    if (!is_whole)
        return GilWords::tr("Records are missing: numbers are at least so many, and times cannot be told.");
    QStringList sentences;
    if (gil.convoy && gil.convoy->kind == GilConvoy::Kind::queue)
        sentences << GilWords::tr(
                         "A convoy: nearly everybody who wants %1 finds others waiting, so the queue "
                         "never ends. It was "
                         "held %2 of the time, and others waited for %3 of that.")
                         .arg(name, share_text(gil.held_ns, gil.span_ns, true),
                              share_text(gil.wanted_ns, gil.held_ns, true));
    if (gil.convoy && gil.convoy->kind == GilConvoy::Kind::after_calls) {
        const auto lane = std::ranges::find(gil.lanes, gil.convoy->lane, &GilLane::lane);
        if (lane != gil.lanes.end())
            sentences << GilWords::tr(
                             "A convoy: %1 lets %2 go for calls of %3 and then waits %4 for it, %5 "
                             "times, about a switch interval each, because who computes keeps it until "
                             "it is asked.")
                             .arg(QString::fromStdString(lane->name), name,
                                  duration_text(lane->calls.percentile(0.5)),
                                  duration_text(lane->waits.percentile(0.5)),
                                  count_text(lane->waits.count()));
    }
    if (const QString let_go = let_go_text(gil.let_go, gil.kind); !let_go.isEmpty())
        sentences << GilWords::tr("It was let go: %1.").arg(let_go);
    return sentences.join(QLatin1Char(' '));
}

Table gil_lane_table(const GilFigures& gil, bool is_whole) {
    Table table;
    table.columns = {
        {GilWords::tr("Lane")},
        {GilWords::tr("Share"), GilWords::tr("Of the time in which the lanes that use it lived")},
        {GilWords::tr("Held (ms)")},
        {GilWords::tr("Waited (ms)")},
        {GilWords::tr("Taken"), GilWords::tr("How often it obtained it")},
        {GilWords::tr("Hold, median (ms)")},
        {GilWords::tr("Wait, median (ms)"), GilWords::tr("Of those that did not get it at once")},
        {GilWords::tr("95 % (ms)"), GilWords::tr("95 % of the waits are no longer")},
        {GilWords::tr("Requests"), GilWords::tr("How often it asked the holder to drop it")},
        {GilWords::tr("Let go"), GilWords::tr("How often, and why")}};
    for (const GilLane& lane : gil.lanes) {
        const QString name = QString::fromStdString(lane.name);
        table.rows.push_back({{.text = name, .name = name},
                              {.text = share_text(lane.held_ns, gil.span_ns, is_whole),
                               .order = static_cast<qlonglong>(lane.held_ns),
                               .number = true},
                              time_cell(lane.held_ns, is_whole),
                              time_cell(lane.waited_ns, is_whole),
                              count_cell(lane.acquisitions, is_whole),
                              time_cell(lane.holds.percentile(0.5), is_whole, lane.holds.count() > 0),
                              time_cell(lane.waits.percentile(0.5), is_whole, lane.waits.count() > 0),
                              time_cell(lane.waits.percentile(0.95), is_whole, lane.waits.count() > 0),
                              count_cell(lane.requests, is_whole),
                              {.text = let_go_text(lane.let_go, gil.kind)}});
    }
    return table;
}

Table hand_over_table(const Trace& trace, const ShownGil& shown) {
    Table table;
    table.columns = {{GilWords::tr("At"), {}, GilWords::tr("At (ns)")},
                     {GilWords::tr("From")},
                     {GilWords::tr("To")},
                     {GilWords::tr("Why"), GilWords::tr("Why the first lane let it go")},
                     {GilWords::tr("Took (ms)"), GilWords::tr("From letting go to being obtained")},
                     {GilWords::tr("Place"), GilWords::tr("Where the first lane let it go")}};
    const ObjectKind kind = shown.figures ? shown.figures->kind : ObjectKind::gil;
    for (const HandOver& hand_over : shown.hand_overs.list)
        table.rows.push_back(
            {{.text = moment_text(hand_over.acquired),
              .order = static_cast<qlonglong>(hand_over.acquired),
              .number = true},
             {.text = QString::fromStdString(shown.name_of_lane(hand_over.from))},
             {.text = QString::fromStdString(shown.name_of_lane(hand_over.to))},
             {.text = reason_text(hand_over.reason, kind),
              .tone = hand_over.reason ? Tone::plain : Tone::quiet},
             time_cell(hand_over.acquired - hand_over.released, true),
             {.text = QString::fromStdString(site_text(trace, hand_over.site)), .tone = Tone::quiet}});
    return table;
}

} // namespace interleave
