// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_tables.h"

#include "core/analysis/deadlock_text.h"
#include "core/analysis/lane_ending.h"
#include "core/analysis/missing_records.h"
#include "core/analysis/outcome_label.h"
#include "core/analysis/run_text.h"
#include "ui/table/cells.h"
#include "ui/words/ending_words.h"
#include "ui/words/words.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ReportTables", text);
}
QString from_core(const char* text) {
    return QCoreApplication::translate("core", text);
}

QString end_of(const Trace& trace, const Lane& lane) {
    if (const auto ending = lane_ending(trace, lane); ending && ending->by != LaneEnding::By::itself)
        return short_ending_words(trace, *ending);
    if (const auto exit = lane.exit()) {
        return lane.kind() == LaneKind::process || exit->code != 0 ? tr("exit %1").arg(exit->code)
                                                                   : tr("ended");
    }
    if (lane.end() == std::numeric_limits<std::int64_t>::max())
        return tr("alive");
    return outlived_recording(trace, lane) ? tr("went on") : tr("ended");
}

Cell time_in_state(std::int64_t ns, std::int64_t life) {
    Cell cell = millisecond_cell(ns);
    if (life > 0 && ns > 0)
        cell.tool_tip +=
            tr(", %1 % of the lane's life")
                .arg(QLocale().toString(100.0 * static_cast<double>(ns) / static_cast<double>(life), 'f', 1));
    return cell;
}

QString value_words(const Value& value);

struct ValueWords {
    QString operator()(std::monostate) const { return QStringLiteral("–"); }
    QString operator()(bool flag) const { return flag ? tr("yes") : tr("no"); }
    QString operator()(std::int64_t number) const {
        return QLocale().toString(static_cast<qlonglong>(number));
    }
    QString operator()(std::uint64_t number) const {
        return QLocale().toString(static_cast<qulonglong>(number));
    }
    QString operator()(double number) const { return number_words(number); }
    QString operator()(const std::string& text) const { return QString::fromStdString(text); }
    QString operator()(const Value::List& list) const {
        QStringList parts;
        for (const Value& part : list)
            parts.append(value_words(part));
        const bool of_parts =
            !list.empty() && (list.front().list() != nullptr || list.front().members() != nullptr);
        return parts.join(of_parts ? QStringLiteral("; ") : QStringLiteral("  "));
    }
    QString operator()(const NamedValues& members) const {
        QStringList parts;
        for (const auto& [name, part] : members)
            parts.append(QStringLiteral("%1: %2").arg(QString::fromStdString(name), value_words(part)));
        return parts.join(QStringLiteral(", "));
    }
};

QString value_words(const Value& value) {
    return value.visit(ValueWords());
}

/// A table shows so many characters of a value. The JSON document has all of it.
constexpr qsizetype most_shown = 2'000;

QString shortened(const QString& text) {
    return text.size() <= most_shown ? text : text.left(most_shown) + QStringLiteral(" …");
}

/// Returns the picture that a scenario made, given as a data URL; null for any other value. The engine is not
/// trusted, so a size beyond what scenarios make is not decoded.
QImage picture_in(const Value& value) {
    constexpr std::string_view sign = "data:image/png;base64,";
    constexpr int largest_side = 1024;
    const std::string* const url = value.text();
    if (url == nullptr || !url->starts_with(sign))
        return {};
    QByteArray bytes =
        QByteArray::fromBase64(QByteArray::fromRawData(url->data(), static_cast<qsizetype>(url->size()))
                                   .mid(static_cast<qsizetype>(sign.size())));
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer, "png");
    const QSize size = reader.size();
    return size.width() <= largest_side && size.height() <= largest_side ? reader.read() : QImage();
}

QString size_words(const QSize& size) {
    return tr("%1 × %2 pixels").arg(size.width()).arg(size.height());
}

} // namespace

Table lane_table(const Trace& trace, const CollectorCounts& counts) {
    const std::vector<std::size_t> lanes = trace.lanes_in_order_of_start();
    const std::int64_t now = trace.time_end();
    std::vector<StateTimes> times;
    StateTimes sums{};
    for (const std::size_t lane : lanes) {
        times.push_back(trace.lane(lane).times_between(0, std::max<std::int64_t>(now, 0)));
        for (std::size_t state = 0; state < state_count; ++state)
            sums[state] += times.back()[state];
    }
    sums[static_cast<std::size_t>(LaneState::absent)] = 0;

    Table table;
    table.columns = {{tr("Lane"), tr("Threads and processes in the order in which they were started")},
                     {tr("Kind")},
                     {tr("End"), tr("How the thread or process ended")},
                     {tr("Life (ms)"), tr("From the lane's first event to its last")}};
    for (std::size_t state = 0; state < state_count; ++state)
        if (sums[state] > 0)
            table.columns.push_back({tr("%1 (ms)").arg(short_text(static_cast<LaneState>(state))),
                                     tr("Time in this state; the share is in each cell's tool tip")});
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const Lane& lane = trace.lane(lanes[i]);
        const std::int64_t life = std::max<std::int64_t>(std::min(lane.end(), now) - lane.begin(), 0);
        const QString kind = lane.kind() == LaneKind::track     ? kind_text(lane.kind())
                             : lane.kind() == LaneKind::process ? tr("process %1").arg(lane.pid())
                                                                : tr("thread %1").arg(lane.tid());
        std::vector<Cell> row{word_cell(QString::fromStdString(lane.name())), word_cell(kind, Tone::quiet),
                              word_cell(end_of(trace, lane)), millisecond_cell(life)};
        for (std::size_t state = 0; state < state_count; ++state)
            if (sums[state] > 0)
                row.push_back(whole_or_unknown(time_in_state(times[i][state], life),
                                               is_whole(static_cast<LaneState>(state), counts)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table outcome_table(const RunInfo& info) {
    Table table;
    table.columns = {{tr("What")}, {tr("Value")}};
    const auto add = [&](const QString& name, const QString& value, Tone tone = Tone::plain) {
        table.rows.push_back({word_cell(name), {.text = value, .tool_tip = value, .tone = tone}});
    };
    const bool succeeded =
        (!info.ended && !is_cut_off(info)) || info.ended == Ended::finished || info.ended == Ended::stopped;
    if (info.ended || is_of_scenario(info))
        add(tr("Ended"),
            info.ended         ? from_core(name_of(*info.ended))
            : is_cut_off(info) ? tr("not known")
                               : tr("not yet"),
            succeeded ? Tone::plain : Tone::bad);
    if (!info.error.empty())
        add(tr("Error"), sentence_of(info.error), Tone::bad);
    add(tr("Wall time"),
        QLocale().toString(static_cast<double>(info.wall_ns) / 1e6, 'f', 1) + QStringLiteral(" ms"));
    for (const std::string& ring : deadlock_texts(info))
        add(tr("Deadlock"), shortened(QString::fromStdString(ring)), Tone::bad);
    for (const auto& [name, value] : info.outcome) {
        if (name == deadlock_key)
            continue;
        const QImage picture = picture_in(value);
        const OutcomeLabel label = outcome_label(name);
        QString words = value_words(value);
        if (!label.unit.empty())
            words += QChar(0x202f) + QString::fromStdString(label.unit);
        add(shortened(QString::fromStdString(label.words)),
            picture.isNull() ? shortened(words) : size_words(picture.size()));
        table.rows.back()[1].picture = picture;
        table.rows.back()[0].name = QString::fromStdString(name);
    }
    return table;
}

} // namespace interleave
