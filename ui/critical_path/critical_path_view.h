// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the critical path: of what it is asked for, what it is in a sentence, and its shares as a
// table.
#pragma once

#include "ui/table/table_view.h"

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;

namespace interleave {

/// It may be used on the window's thread only.
class CriticalPathView : public QWidget {
    Q_OBJECT

public:
    explicit CriticalPathView(QWidget* parent = nullptr);

    /// Shows a path that was found.
    void showPath(const QString& sentence, Table table);
    /// Shows a line instead of a path: that none is asked for, or is being found.
    void showLine(const QString& line);
    void setStale(bool is_stale);
    /// Says whether there is a run, and whether a path was asked for, so that the buttons can do something.
    void setUsable(bool has_run, bool has_path);
    /// Returns the shown rows in their order; none while no path is shown.
    Table shownTable() const { return table_->shownTable(); }
    const QString& sentence() const { return sentence_; }

signals:
    void runWanted();
    void waitWanted();
    void nothingWanted();
    /// The user wants to see what a row is about: the name of its first cell.
    void rowChosen(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    QPushButton* of_run_;
    QPushButton* of_wait_;
    QPushButton* hide_;
    QLabel* words_;
    TableView* table_;
    QString sentence_;
    bool is_stale_ = false;
};

} // namespace interleave
