// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the table of events for Qt's views. It reads them block by block as they are looked at.
#pragma once

#include "ui/events/event_cells.h"
#include "ui/events/indexed_events.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// Qt's table keeps eight bytes for each row, and counts pixels of its height with an int; more rows than
/// this are not shown.
inline constexpr std::size_t most_event_rows = 20'000'000;

class EventModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Shows the rows of another index, of millions the first ones; none for nullptr.
    void setEvents(std::shared_ptr<const IndexedEvents> events);
    /// Shows the rows that the index has got since, of millions the next ones.
    void grow();
    /// Whether there are rows that grow() would show.
    bool hasMore() const { return rows_ < rowsFound(); }
    /// Returns nullptr if there is none.
    const std::shared_ptr<const IndexedEvents>& events() const { return events_; }
    /// Shows all words as those of the past, or as present ones again.
    void setStale(bool stale);

    /// Returns the record in that row; nothing if there is no such row.
    std::optional<MergedRecord> record(int row) const;
    /// Returns the rows from the first one on, at most `most`, as a table of words.
    Table table(int first, int most) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// A block that was read, and the words of its rows as far as they were looked at.
    struct Block {
        EventIndex::Rows rows;
        std::vector<std::vector<Cell>> cells;
    };

    int rowsFound() const;
    QVariant toolTip(const QModelIndex& index) const;
    Block* blockOf(int row) const;
    const std::vector<Cell>* cellsOf(int row) const;

    std::shared_ptr<const IndexedEvents> events_;
    std::vector<Column> columns_ = event_columns();
    int rows_ = 0;
    bool stale_ = false;
    mutable std::vector<Block> blocks_; ///< the last one that was used is the last
};

} // namespace interleave
