// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/lesson_page.h"

#include "core/course/lesson_page.h"
#include "core/course/lessons.h"

#include <QFile>
#include <QRegularExpression>

namespace interleave {

namespace {

/// Returns the program as a block of code below its name, without its first line, which says the licence;
/// empty if the program does not carry it.
QString shown_program(const QString& name) {
    QFile file(QStringLiteral(":/interleave/lessons/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    return QStringLiteral("`%1`:\n\n```python\n%2```").arg(name, text.section('\n', 1));
}

} // namespace

QString lesson_page(const QString& scenario) {
    const Lesson* const lesson = find_lesson(scenario.toStdString());
    return lesson == nullptr ? QString() : with_program(QString::fromStdString(lesson_page(*lesson)));
}

QString with_program(QString page, const QString& below) {
    static const QRegularExpression link(QStringLiteral("^\\[[^\\]]+\\]\\(([a-z-]+\\.py)\\)$"),
                                         QRegularExpression::MultilineOption);
    if (const auto found = link.match(page); found.hasMatch()) {
        const QString program = shown_program(found.captured(1));
        if (!program.isEmpty())
            page.replace(found.capturedStart(), found.capturedLength(), program + below);
    }
    return page;
}

} // namespace interleave
