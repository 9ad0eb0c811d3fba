// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_csv.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

QString quoted(QString words) {
    static const QString special = QStringLiteral(",\"\r\n");
    const auto is_special = [](QChar letter) { return special.contains(letter); };
    if (std::none_of(words.cbegin(), words.cend(), is_special))
        return words;
    return QLatin1Char('"') + words.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

/// Returns a figure as programs read it, with the digits that the table shows.
QString plain_number(QString words) {
    const QLocale locale;
    bool is_number = false;
    locale.toDouble(words, &is_number);
    if (!is_number)
        return words == QStringLiteral("–") ? QString() : words;
    return words.remove(locale.groupSeparator()).replace(locale.decimalPoint(), QStringLiteral("."));
}

QString line_of(const QStringList& fields) {
    return fields.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

} // namespace

QByteArray to_csv(const Table& table) {
    QStringList fields;
    for (const Column& column : table.columns)
        fields << quoted(column.title);
    QString text = line_of(fields);
    for (const std::vector<Cell>& row : table.rows) {
        fields.clear();
        for (const Cell& cell : row)
            fields << quoted(cell.number ? plain_number(cell.text) : cell.text);
        text += line_of(fields);
    }
    return text.toUtf8();
}

} // namespace interleave
