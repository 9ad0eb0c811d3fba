// SPDX-License-Identifier: GPL-3.0-or-later
// Shows one table of a report: sortable, copied as text, with a friendly line while it is empty.
#pragma once

#include "ui/report/report_tables.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <vector>

namespace interleave {

class ReportModel : public QAbstractTableModel {
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

class ReportView : public QTableView {
    Q_OBJECT

public:
    /// `hint` is what an empty table says.
    ReportView(const QString& name, const QString& title, const QString& hint, QWidget* parent = nullptr);

    void setTable(Table table);
    void clear() { setTable({}); }
    /// Makes the columns as wide as their words, or as there is room. A new table's are; those of one whose
    /// words changed stay as they were, so that nothing jumps under the eye, and so does what a hand has set.
    void fitColumns();
    /// The rows and columns selected, or all, as lines of tab-separated words.
    QString toText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void shareRoom();

    ReportModel* report_;
    QString hint_;
    std::vector<int> wanted_widths_; ///< of the columns, for all their words to be seen
    bool widths_chosen_ = false;     ///< by hand
};

} // namespace interleave
