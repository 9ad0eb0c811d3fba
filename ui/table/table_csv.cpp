// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_csv.h"

#include "core/file/csv_text.h"
#include "ui/table/cell_figure.h"

#include <QStringList>

namespace interleave {

namespace {

QString field_of_words(const QString& words) {
    return QString::fromStdString(csv_field(words.toStdString()));
}

/// A sign of minus begins no formula where it is a number's.
QString field_of(const Column& column, const Cell& cell) {
    if (has_no_figure(cell))
        return {};
    const std::optional<QString> digits = digits_of(column, cell);
    return digits ? *digits : field_of_words(cell.text);
}

QString line_of(const QStringList& fields) {
    return fields.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

} // namespace

QByteArray to_csv(const Table& table) {
    QStringList fields;
    for (const Column& column : table.columns)
        fields << field_of_words(title_in_file(column));
    QString text = line_of(fields);
    for (const std::vector<Cell>& row : table.rows) {
        fields.clear();
        for (std::size_t i = 0; i < row.size(); ++i)
            fields << field_of(table.columns[i], row[i]);
        text += line_of(fields);
    }
    return text.toUtf8();
}

} // namespace interleave
