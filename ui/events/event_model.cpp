// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_model.h"

#include <QGuiApplication>

#include <algorithm>

namespace interleave {

namespace {

/// A screen shows rows of two blocks; looking for a row near a moment reads a few more.
constexpr std::size_t most_blocks = 12;

/// Qt keeps a few bytes for each row, and getting new memory for millions of them at once blocked the window
/// for a third of a second.
constexpr int most_new_rows = 500'000;

bool is_number(int column) {
    return column == static_cast<int>(EventColumn::time) || column == static_cast<int>(EventColumn::value);
}

} // namespace

void EventModel::setEvents(std::shared_ptr<const IndexedEvents> events) {
    beginResetModel();
    events_ = std::move(events);
    blocks_.clear();
    rows_ = std::min(most_new_rows, rowsFound());
    endResetModel();
}

void EventModel::grow() {
    const int rows = std::min(rows_ + most_new_rows, rowsFound());
    if (rows <= rows_)
        return;
    beginInsertRows({}, rows_, rows - 1);
    rows_ = rows;
    endInsertRows();
}

int EventModel::rowsFound() const {
    return events_ ? static_cast<int>(std::min(events_->index.size(), most_event_rows)) : 0;
}

void EventModel::setStale(bool stale) {
    stale_ = stale;
    if (rows_ > 0)
        emit dataChanged(index(0, 0), index(rows_ - 1, event_column_count - 1), {Qt::ForegroundRole});
}

/// Returns nullptr for a row that is not there any more, because the trace has got records of the past.
EventModel::Block* EventModel::blockOf(int row) const {
    if (row < 0 || row >= rows_)
        return nullptr;
    const auto number = static_cast<std::size_t>(row);
    const auto known =
        std::ranges::find_if(blocks_, [number](const Block& block) { return block.rows.has(number); });
    if (known != blocks_.end()) {
        std::rotate(known, known + 1, blocks_.end());
        return &blocks_.back();
    }
    Block block{events_->index.rows_around(number), {}};
    block.cells.resize(block.rows.records.size());
    // The block was read before, when it had fewer rows, or the one that was not used for longest goes.
    std::erase_if(blocks_, [&](const Block& other) { return other.rows.first == block.rows.first; });
    if (blocks_.size() == most_blocks)
        blocks_.erase(blocks_.begin());
    blocks_.push_back(std::move(block));
    return blocks_.back().rows.has(number) ? &blocks_.back() : nullptr;
}

const std::vector<Cell>* EventModel::cellsOf(int row) const {
    Block* const block = blockOf(row);
    if (block == nullptr)
        return nullptr;
    const auto number = static_cast<std::size_t>(row);
    std::vector<Cell>& cells = block->cells[number - block->rows.first];
    if (cells.empty())
        cells = event_cells(*events_->trace, block->rows.at(number));
    return &cells;
}

std::optional<MergedRecord> EventModel::record(int row) const {
    const Block* const block = blockOf(row);
    return block == nullptr ? std::nullopt : std::optional(block->rows.at(static_cast<std::size_t>(row)));
}

Table EventModel::table(int first, int most) const {
    Table table{columns_, {}};
    for (int row = first; row < rows_ && row - first < most; ++row)
        if (const std::vector<Cell>* cells = cellsOf(row))
            table.rows.push_back(*cells);
    return table;
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : event_column_count;
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (is_number(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::ForegroundRole)
        return {};
    if (role == Qt::ToolTipRole)
        return toolTip(index);
    const std::vector<Cell>* const cells = cellsOf(index.row());
    if (cells == nullptr)
        return {};
    const Cell& cell = (*cells)[static_cast<std::size_t>(index.column())];
    if (role == Qt::DisplayRole)
        return cell.text;
    const auto colour = colour_of(stale_ ? Tone::quiet : cell.tone, theme_for(QGuiApplication::palette()));
    return colour ? QVariant(*colour) : QVariant();
}

QVariant EventModel::toolTip(const QModelIndex& index) const {
    const std::optional<MergedRecord> record = this->record(index.row());
    if (!record)
        return {};
    const QString path = QString::fromStdString(events_->trace->file_path(site_file(record->event.site)));
    return index.column() == static_cast<int>(EventColumn::line) && !path.isEmpty()
               ? path
               : record_sentence(*events_->trace, *record);
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= event_column_count)
        return {};
    const Column& column = columns_[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole)
        return column.tool_tip;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (is_number(section) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

} // namespace interleave
