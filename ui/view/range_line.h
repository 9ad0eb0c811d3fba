// SPDX-License-Identifier: GPL-3.0-or-later
// Says which stretch of the run a view's figures are of, and leads back to the whole run.
#pragma once

#include "ui/navigation/time_range.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace interleave {

/// Returns "Whole run" or "From 1.200 ms to 3.400 ms", which is a selection or what a replay has come to.
QString range_text(const std::optional<TimeRange>& selection);

/// It may be used on the window's thread only. Each view of figures has one, so that all say it alike.
class RangeLine : public QWidget {
    Q_OBJECT

public:
    /// The label is called `name` with "Range" behind it, and the button `name` with "WholeRun".
    explicit RangeLine(const QString& name, QWidget* parent = nullptr);

    /// Says what the figures that are shown are of: a selection, or the whole run.
    void setSelection(const std::optional<TimeRange>& selection);
    /// Says nothing, because there are no figures.
    void clear();
    /// Says something else for now, such as how far a count is; an empty text says what was said before.
    void setProgress(const QString& words);
    /// Shows the words as those of the past, or as present ones again.
    void setStale(bool is_stale);

signals:
    /// The user wants the figures of the whole run again.
    void wholeRunWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showWords();

    QLabel* words_;
    QToolButton* whole_;
    QString range_;
    QString progress_;
    bool is_stale_ = false;
};

} // namespace interleave
