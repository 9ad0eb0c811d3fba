// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/puzzle/puzzle_words.h"

#include "ui/puzzle/puzzle_board.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Puzzle)
};

QString code_of(const ParsonsProblem& problem, std::size_t line) {
    return rich_text("`" + text_of(problem, line) + "`");
}

QString solved_words(const ParsonsProblem& problem) {
    QString text =
        Words::tr("<b>Right.</b> The program does what it should. Why the other lines do not belong to it:") +
        QStringLiteral("<ul>");
    for (std::size_t i = 0; i < problem.wrong_lines.size(); ++i)
        text += QStringLiteral("<li>%1<br>%2</li>")
                    .arg(code_of(problem, problem.lines.size() + i), rich_text(problem.wrong_lines[i].why));
    return text + QStringLiteral("</ul>");
}

} // namespace

QString rich_text(const std::string& line) {
    static const QRegularExpression code(QStringLiteral("`([^`]*)`"));
    return QString::fromStdString(line).toHtmlEscaped().replace(code, QStringLiteral("<code>\\1</code>"));
}

QString verdict_of(const PuzzleBoard& board) {
    if (!board.isChecked())
        return {};
    const ParsonsProblem& problem = board.problem();
    const auto& fault = board.fault();
    if (!fault)
        return solved_words(problem);
    const QString why = rich_text(fault->why);
    if (!fault->place)
        return Words::tr("<b>Something is missing.</b> %1").arg(why);
    return Words::tr("<b>Look at line %1</b>, %2<br>%3")
        .arg(QString::number(*fault->place + 1), code_of(problem, board.program()[*fault->place].line), why);
}

} // namespace interleave
