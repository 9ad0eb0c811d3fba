// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/puzzle/puzzle_board.h"

#include <QUndoCommand>

#include <algorithm>
#include <numeric>
#include <utility>

namespace interleave {

/// A step is the program before it and after it: there are only some lines.
class PuzzleBoard::Step : public QUndoCommand {
public:
    Step(PuzzleBoard& board, std::vector<PlacedLine> after, const QString& words)
        : QUndoCommand(words)
        , board_(board)
        , before_(board.program())
        , after_(std::move(after)) {}

    void undo() override { board_.show(before_); }
    void redo() override { board_.show(after_); }

private:
    PuzzleBoard& board_;
    std::vector<PlacedLine> before_;
    std::vector<PlacedLine> after_;
};

PuzzleBoard::PuzzleBoard(const ParsonsProblem& problem, QObject* parent)
    : QObject(parent)
    , problem_(problem)
    , alphabetical_(line_count(problem)) {
    std::iota(alphabetical_.begin(), alphabetical_.end(), std::size_t{0});
    std::ranges::sort(alphabetical_, {},
                      [&](std::size_t line) -> const std::string& { return text_of(problem, line); });
}

std::vector<std::size_t> PuzzleBoard::rest() const {
    std::vector<std::size_t> rest;
    std::ranges::copy_if(alphabetical_, std::back_inserter(rest),
                         [this](std::size_t line) { return !placeOf(line); });
    return rest;
}

std::optional<std::size_t> PuzzleBoard::placeOf(std::size_t line) const {
    const auto found = std::ranges::find(program_, line, &PlacedLine::line);
    if (found == program_.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - program_.begin());
}

void PuzzleBoard::place(std::size_t line, std::size_t place, std::optional<int> indent) {
    std::vector<PlacedLine> program = program_;
    place = std::min(place, program.size());
    const std::optional<std::size_t> before = placeOf(line);
    if (before) {
        if (!indent)
            indent = program[*before].indent;
        program.erase(program.begin() + static_cast<std::ptrdiff_t>(*before));
        if (*before < place)
            --place;
    }
    if (!indent) {
        indent = 0;
        if (place > 0) {
            const PlacedLine& above = program[place - 1];
            indent = above.indent + (opens_block(text_of(problem_, above.line)) ? 1 : 0);
        }
    }
    program.insert(program.begin() + static_cast<std::ptrdiff_t>(place),
                   {line, std::clamp(*indent, 0, deepest)});
    change(std::move(program), before ? tr("move a line") : tr("take a line"));
}

void PuzzleBoard::move(std::size_t line, int by) {
    const std::optional<std::size_t> from = placeOf(line);
    if (!from)
        return;
    std::vector<PlacedLine> program = program_;
    const auto last = static_cast<std::ptrdiff_t>(program.size()) - 1;
    const auto begin = static_cast<std::ptrdiff_t>(*from);
    const std::ptrdiff_t to = std::clamp<std::ptrdiff_t>(begin + by, 0, last);
    if (to > begin)
        std::rotate(program.begin() + begin, program.begin() + begin + 1, program.begin() + to + 1);
    else
        std::rotate(program.begin() + to, program.begin() + begin, program.begin() + begin + 1);
    change(std::move(program), tr("move a line"));
}

void PuzzleBoard::indent(std::size_t line, int by) {
    const std::optional<std::size_t> at = placeOf(line);
    if (!at)
        return;
    std::vector<PlacedLine> program = program_;
    program[*at].indent = std::clamp(program[*at].indent + by, 0, deepest);
    change(std::move(program), tr("indent a line"));
}

void PuzzleBoard::leave(std::size_t line) {
    std::vector<PlacedLine> program = program_;
    std::erase_if(program, [line](const PlacedLine& placed) { return placed.line == line; });
    change(std::move(program), tr("leave a line out"));
}

void PuzzleBoard::restart() {
    change({}, tr("start again"));
}

const std::optional<ParsonsFault>& PuzzleBoard::check() {
    fault_ = first_fault(problem_, program_);
    is_checked_ = true;
    emit checked();
    return fault_;
}

void PuzzleBoard::change(std::vector<PlacedLine> program, const QString& words) {
    if (program != program_)
        undo_.push(new Step(*this, std::move(program), words));
}

void PuzzleBoard::show(const std::vector<PlacedLine>& program) {
    program_ = program;
    is_checked_ = false;
    fault_.reset();
    emit changed();
}

} // namespace interleave
