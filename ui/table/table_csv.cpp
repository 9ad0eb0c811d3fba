// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_csv.h"

#include "core/file/csv_text.h"

#include <QLocale>
#include <QStringList>

namespace interleave {

namespace {

QString field_of_words(const QString& words) {
    return QString::fromStdString(csv_field(words.toStdString()));
}

/// Returns a figure as programs read it, with the digits that the table shows; a sign of minus begins no
/// formula then.
QString field_of_number(QString words) {
    const QLocale locale;
    bool is_number = false;
    locale.toDouble(words, &is_number);
    if (!is_number)
        return words == QStringLiteral("–") ? QString() : field_of_words(words);
    return words.remove(locale.groupSeparator()).replace(locale.decimalPoint(), QStringLiteral("."));
}

QString line_of(const QStringList& fields) {
    return fields.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

} // namespace

QByteArray to_csv(const Table& table) {
    QStringList fields;
    for (const Column& column : table.columns)
        fields << field_of_words(column.title);
    QString text = line_of(fields);
    for (const std::vector<Cell>& row : table.rows) {
        fields.clear();
        for (const Cell& cell : row)
            fields << (cell.number ? field_of_number(cell.text) : field_of_words(cell.text));
        text += line_of(fields);
    }
    return text.toUtf8();
}

} // namespace interleave
