// SPDX-License-Identifier: GPL-3.0-or-later
// The state of a puzzle while it is solved: which lines were taken, in which order and how far they are
// indented. Every step can be undone.
#pragma once

#include "core/course/parsons.h"
#include "core/course/parsons_check.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave {

/// It may be used on the window's thread only. Lines are told by their number among all lines of the problem.
class PuzzleBoard : public QObject {
    Q_OBJECT

public:
    static constexpr int deepest = 6; ///< steps of indentation

    /// The problem must outlive this. At first no line is taken.
    explicit PuzzleBoard(const ParsonsProblem& problem, QObject* parent = nullptr);

    const ParsonsProblem& problem() const { return problem_; }
    const std::vector<PlacedLine>& program() const { return program_; }
    /// Returns the lines that are not taken, in alphabetical order, which says nothing of the solution.
    std::vector<std::size_t> rest() const;
    /// Returns the place of a line in the program; nothing if it is not taken.
    std::optional<std::size_t> placeOf(std::size_t line) const;
    QUndoStack& undoStack() { return undo_; }

    /// Puts a line before what is at this place of the program now. A line that is new gets the indentation
    /// that an editor would give it there, another one keeps its own, both unless `indent` says more.
    void place(std::size_t line, std::size_t place, std::optional<int> indent = std::nullopt);
    /// Moves a line of the program by so many places.
    void move(std::size_t line, int by);
    /// Indents a line of the program by so many steps more.
    void indent(std::size_t line, int by);
    /// Puts a line back to the others.
    void leave(std::size_t line);
    /// Puts all lines back.
    void restart();

    /// Compares the program with what is right, and remembers what it found until the next step.
    const std::optional<ParsonsFault>& check();
    bool isChecked() const { return is_checked_; }
    const std::optional<ParsonsFault>& fault() const { return fault_; }

signals:
    /// The program has changed, by a step or by undoing one.
    void changed();
    /// check() has found something, or that nothing is wrong.
    void checked();

private:
    class Step;

    void change(std::vector<PlacedLine> program, const QString& words);
    void show(const std::vector<PlacedLine>& program);

    const ParsonsProblem& problem_;
    std::vector<std::size_t> alphabetical_;
    std::vector<PlacedLine> program_;
    QUndoStack undo_;
    bool is_checked_ = false;
    std::optional<ParsonsFault> fault_;
};

} // namespace interleave
