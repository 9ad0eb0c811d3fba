// SPDX-License-Identifier: GPL-3.0-or-later
// The widget of the table of events, with millions of rows of equal height.
#pragma once

#include "ui/events/event_model.h"

#include <QTableView>

#include <utility>
#include <vector>

namespace interleave {

/// The most rows that are copied at once: what takes longer is exported.
inline constexpr int most_copied_rows = 5'000;

class EventTable : public QTableView {
    Q_OBJECT

public:
    explicit EventTable(QWidget* parent = nullptr);

    EventModel& events() { return *model_; }
    const EventModel& events() const { return *model_; }

    /// Sets what is said while there are no rows.
    void setHint(const QString& hint);
    /// Makes the columns as wide as the names and times of the trace need, unless the user has set widths.
    void fitColumns();
    /// Returns the current row, -1 if there is none.
    int currentRow() const { return currentIndex().row(); }
    /// Makes the row the current and only chosen one, and scrolls to it.
    void goTo(int row);
    /// Returns the first row that can be seen, 0 if there is none.
    int firstRowInView() const;
    /// Whether the last row can be seen, so that new rows shall be, too.
    bool isAtEnd() const;
    /// Returns the chosen rows, or all if none is chosen, at most most_copied_rows.
    Table chosenTable() const;

public slots:
    /// Chooses all rows, or of very many the first ones that can be copied at once: to find out what is
    /// chosen Qt's headings look at every row.
    void selectAll() override;
    /// Copies the chosen rows as lines of tab-separated words, and as CSV.
    void copyText();
    void copyCsv();

signals:
    /// Only so many rows of those that were chosen have been copied.
    void cut(int copied, int chosen);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// First and last rows.
    using Stretches = std::vector<std::pair<int, int>>;

    void setRowHeight();
    Stretches chosenRows() const;
    void copy(const QString& text, std::size_t rows);

    EventModel* model_;
    QString hint_;
    bool widths_chosen_ = false; ///< by the user
};

} // namespace interleave
