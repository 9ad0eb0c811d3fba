// SPDX-License-Identifier: GPL-3.0-or-later
// The blame matrix as a widget: a click or Enter on a cell goes to the longest such wait.
#pragma once

#include "ui/locks/blame_chart.h"
#include "ui/view/chart_canvas.h"

#include <optional>

namespace interleave {

/// It may be used on the window's thread only. The arrow keys move from cell to cell.
class BlameCanvas : public ChartCanvas {
    Q_OBJECT

public:
    explicit BlameCanvas(QWidget* parent = nullptr);

    void showMatrix(BlameMatrix matrix, const QString& description);
    std::optional<BlameCell> current() const { return current_; }

signals:
    /// The user wants to see this wait.
    void waitWanted(const Blame& blame);

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void redraw();
    void go();
    void move(int rows, int columns);
    QString tool_tip_of(const BlameCell& cell) const;

    BlameMatrix matrix_;
    QString description_;
    std::optional<BlameCell> current_;
};

} // namespace interleave
