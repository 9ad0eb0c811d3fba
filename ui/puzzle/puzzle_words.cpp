// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/puzzle/puzzle_words.h"

#include "ui/puzzle/puzzle_board.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Puzzle)
};

QString code_of(const ParsonsProblem& problem, std::size_t line) {
    return QStringLiteral("`%1`").arg(QString::fromStdString(text_of(problem, line)));
}

QString solved_words(const ParsonsProblem& problem) {
    QStringList parts{
        Words::tr("**Right.** The program does what it should. Why the other lines do not belong to it:")};
    for (std::size_t i = 0; i < problem.wrong_lines.size(); ++i)
        parts << QStringLiteral("- %1: %2")
                     .arg(code_of(problem, problem.lines.size() + i),
                          QString::fromStdString(problem.wrong_lines[i].why));
    return parts.join(QLatin1Char('\n'));
}

} // namespace

QString verdict_of(const PuzzleBoard& board) {
    if (!board.isChecked())
        return {};
    const ParsonsProblem& problem = board.problem();
    const auto& fault = board.fault();
    if (!fault)
        return solved_words(problem);
    const QString why = QString::fromStdString(fault->why);
    if (!fault->place)
        return Words::tr("**Something is missing.** %1").arg(why);
    return Words::tr("**Look at line %1**, %2. %3")
        .arg(QString::number(*fault->place + 1), code_of(problem, board.program()[*fault->place].line), why);
}

} // namespace interleave
