// SPDX-License-Identifier: GPL-3.0-or-later
// A list of a puzzle's lines, whose lines can be dragged, and moved and indented by keys.
#pragma once

#include <QListView>
#include <QString>

#include <cstddef>
#include <optional>

namespace interleave {

class PuzzleModel;

/// It may be used on the window's thread only.
class PuzzleList : public QListView {
    Q_OBJECT

public:
    /// `hint` stands in the list while it is empty.
    PuzzleList(PuzzleModel& model, const QString& hint, QWidget* parent = nullptr);

    /// Returns the chosen line.
    std::optional<std::size_t> currentLine() const;
    /// Chooses a line if it is in this list.
    void choose(std::size_t line);
    /// Goes to a line without choosing it, so that the mark of what is wrong is seen.
    void goTo(std::size_t line);

signals:
    /// Space was pressed: take the chosen line into the program, or leave it out.
    void toggled();
    /// The list has got the keyboard focus.
    void entered();

protected:
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// Keeps the place when the lines change: the line, or where it was.
    void keepCurrent();
    /// Does what a key means in the program. Returns false if it means nothing.
    bool changeProgram(const QKeyEvent& event);

    PuzzleModel& model_;
    QString hint_;
    std::optional<std::size_t> current_line_;
    int current_row_ = 0;
    int pressed_x_ = 0; ///< px, where the mouse took hold of a line
};

} // namespace interleave
