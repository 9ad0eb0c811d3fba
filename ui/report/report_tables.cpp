// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_tables.h"

#include "core/analysis/deadlock_text.h"
#include "core/analysis/outcome_label.h"
#include "core/analysis/run_text.h"
#include "ui/table/cells.h"
#include "ui/words/words.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QLocale>

namespace interleave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ReportTables", text);
}
QString from_core(const char* text) {
    return QCoreApplication::translate("core", text);
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
