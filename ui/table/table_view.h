// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a table that can be sorted and copied as text, and a line of explanation while the table is empty.
#pragma once

#include "ui/table/table.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

class TableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// What sorting compares, and the name of what a row is about.
    enum Role { OrderRole = Qt::UserRole, NameRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Replaces the table. If only figures have changed, only the cells are updated, and a view keeps its
    /// selection and its place.
    void setTable(Table table);
    const Table& table() const { return table_; }
    /// Shows all words as those of the past, or as present ones again.
    void setStale(bool stale);
    bool isStale() const { return stale_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Table table_;
    bool stale_ = false;
};

class TableView : public QTableView {
    Q_OBJECT

public:
    /// `hint` is shown while the table is empty.
    TableView(const QString& name, const QString& title, const QString& hint, QWidget* parent = nullptr);

    void setTable(Table table);
    void clear() { setTable({}); }
    /// Says this while the table is empty.
    void setHint(const QString& hint);
    /// Selects the rows of these names and brings the first one into view. Without any name nothing changes.
    void selectNamed(const std::vector<std::string>& names);
    /// Returns the number of the selected row in the table as it was set, of several the first; nothing if
    /// none is.
    std::optional<std::size_t> selectedRow() const;
    /// Selects the row that has this number in the table as it was set, and brings it into view. Nothing
    /// happens if it is selected already.
    void selectRowAsSet(std::size_t row);
    /// Shows the table as one of the past, or as a present one again.
    void setStale(bool stale) { model_->setStale(stale); }
    /// Returns the table with its rows in the order in which they are shown.
    Table shownTable() const;
    /// Makes the columns as wide as their words, or as there is room. This is done for a new table. When only
    /// words have changed, the widths stay, so that nothing jumps while it is read; so do widths that the
    /// user has set.
    void fitColumns();
    /// Returns the selected rows and columns, or all, as lines of tab-separated words.
    QString toText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void shareRoom();
    void fitRows();
    bool isOfNumbers(int column) const;

    TableModel* model_;
    QString hint_;
    std::vector<int> wanted_widths_; ///< of the columns, so that all their words can be seen
    bool widths_chosen_ = false;     ///< by the user
};

} // namespace interleave
