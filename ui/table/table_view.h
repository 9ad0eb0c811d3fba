// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a table: it can be sorted and copied as text, and says a friendly line while it is empty.
#pragma once

#include "ui/table/table.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <vector>

namespace interleave {

class TableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { OrderRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Where only figures changed, the cells are told to be new and a view keeps its selection and its place.
    void setTable(Table table);
    const Table& table() const { return table_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Table table_;
};

class TableView : public QTableView {
    Q_OBJECT

public:
    /// `hint` is what an empty table says.
    TableView(const QString& name, const QString& title, const QString& hint, QWidget* parent = nullptr);

    void setTable(Table table);
    void clear() { setTable({}); }
    /// Makes the columns as wide as their words, or as there is room. A new table's are; those of one whose
    /// words changed stay as they were, so that nothing jumps while it is read, and so do widths that the
    /// user has set.
    void fitColumns();
    /// The rows and columns selected, or all, as lines of tab-separated words.
    QString toText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void shareRoom();

    TableModel* model_;
    QString hint_;
    std::vector<int> wanted_widths_; ///< of the columns, for all their words to be seen
    bool widths_chosen_ = false;     ///< by the user
};

} // namespace interleave
