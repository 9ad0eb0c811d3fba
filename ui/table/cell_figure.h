// SPDX-License-Identifier: GPL-3.0-or-later
// A cell's figure as programs read it, whatever the locale shows.
#pragma once

#include "ui/table/table.h"

#include <QLocale>
#include <QString>

#include <optional>

namespace interleave {

/// Returns the digits without grouping and with a point; nothing for a cell that is no number. The locale is
/// the one that the words are made with.
inline std::optional<QString> digits_of(const Column& column, const Cell& cell) {
    if (cell.number && !column.file_title.isEmpty() && cell.order.isValid())
        return cell.order.typeId() == QMetaType::Double ? QString::number(cell.order.toDouble(), 'g', 6)
                                                        : cell.order.toString();
    const QLocale locale;
    bool is_number = false;
    locale.toDouble(cell.text, &is_number);
    if (!cell.number || !is_number)
        return std::nullopt;
    QString digits = cell.text;
    return digits.remove(locale.groupSeparator()).replace(locale.decimalPoint(), QStringLiteral("."));
}

/// Returns the column's title in a file.
inline const QString& title_in_file(const Column& column) {
    return column.file_title.isEmpty() ? column.title : column.file_title;
}

/// Whether the cell says by a dash that there is no figure.
inline bool has_no_figure(const Cell& cell) {
    return cell.number && cell.text == QStringLiteral("–");
}

} // namespace interleave
