// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/problem_line.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>

namespace interleave {

ProblemLine::ProblemLine(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    takeColour();
    hide();
}

void ProblemLine::showProblem(const QString& problem) {
    setText(problem.isEmpty() ? QString() : QStringLiteral("⚠ ") + problem);
    setVisible(!problem.isEmpty());
    if (problem.isEmpty())
        return;
    setAccessibleName(problem);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ProblemLine::takeColour() {
    const QColor& colour = theme_for(palette()).error;
    if (palette().color(QPalette::WindowText) == colour)
        return;
    QPalette colours;
    colours.setColor(QPalette::WindowText, colour);
    setPalette(colours);
}

void ProblemLine::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        takeColour();
}

} // namespace interleave
