// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_json.h"

#include "core/trace/json.h"
#include "ui/table/cell_figure.h"

namespace interleave {

namespace {

Json value_in_json(const Column& column, const Cell& cell) {
    if (has_no_figure(cell))
        return nullptr;
    if (const std::optional<QString> digits = digits_of(column, cell)) {
        bool is_whole = false;
        const qlonglong whole = digits->toLongLong(&is_whole);
        return is_whole ? Json(whole) : Json(digits->toDouble());
    }
    return cell.text.toStdString();
}

} // namespace

QByteArray to_json_text(const Table& table) {
    Json rows = Json::array();
    for (const std::vector<Cell>& row : table.rows) {
        Json object = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i)
            object[title_in_file(table.columns[i]).toStdString()] = value_in_json(table.columns[i], row[i]);
        rows.push_back(std::move(object));
    }
    return QByteArray::fromStdString(rows.dump(1)) + '\n';
}

} // namespace interleave
