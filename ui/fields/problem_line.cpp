// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/problem_line.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>

#include <algorithm>

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
    takeHeight();
    setAccessibleName(problem);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

/// Asks for the height of all lines at the current width. A form in a scroll area asks at the width that it
/// had before the scroll bar appeared.
void ProblemLine::takeHeight() {
    setMinimumHeight(std::max(0, heightForWidth(width())));
}

void ProblemLine::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    takeHeight();
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
