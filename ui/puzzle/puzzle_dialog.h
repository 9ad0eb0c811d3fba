// SPDX-License-Identifier: GPL-3.0-or-later
// A puzzle in a window of its own: the lines of a program, out of order and with wrong ones among them, are
// put together and checked.
#pragma once

#include "core/course/parsons.h"

#include <QDialog>
#include <QString>

#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace interleave {

class PuzzleBoard;
class PuzzleList;
class PuzzleModel;

/// It may be used on the window's thread only.
class PuzzleDialog : public QDialog {
    Q_OBJECT

public:
    /// The problem must outlive the dialog.
    explicit PuzzleDialog(const ParsonsProblem& problem, QWidget* parent = nullptr);

    PuzzleBoard& board() const { return *board_; }
    PuzzleList& rest() const { return *rest_; }
    PuzzleList& program() const { return *program_; }
    /// Returns what the last check came to, as it is shown; empty if there was none since the last step.
    QString verdict() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeTask();
    QWidget* makeColumn(const QString& title, PuzzleList* list);
    QHBoxLayout* makeButtons();
    QPushButton* makeButton(const char* name, const QString& text, const QString& tip);
    void connectLists();
    /// Takes the line that is chosen in the list of lines, or leaves out the one of the program.
    void takeOrLeave(const PuzzleList& list);
    /// Calls `change` with the chosen line of the program.
    template <typename Change>
    void changeLine(Change change);
    void showVerdict();
    /// Makes the letters of the code so large that the longest line still fits.
    void fitLetters();

    const ParsonsProblem& problem_;
    PuzzleBoard* board_;
    PuzzleModel* rest_model_;
    PuzzleModel* program_model_;
    PuzzleList* rest_;
    PuzzleList* program_;
    QLabel* given_;
    QLabel* verdict_;
    PuzzleList* last_list_; ///< the one that has the focus, or had it before a button
};

/// Opens the puzzle that belongs to a scenario beside the window, or brings it to the front if it is open
/// already. Returns nullptr if the scenario has none.
PuzzleDialog* open_puzzle(const QString& scenario, QWidget* window);

} // namespace interleave
