// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/lesson_page.h"

#include <QFile>
#include <QRegularExpression>

namespace interleave {

namespace {

/// Returns the text of one of the lessons' files; empty if the program does not carry it.
QString carried(const QString& name) {
    QFile file(QStringLiteral(":/interleave/lessons/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Returns the program as a block of code below its name, without its first line, which says the licence.
QString shown_program(const QString& name) {
    const QString text = carried(name);
    return text.isEmpty() ? QString()
                          : QStringLiteral("`%1`:\n\n```python\n%2```").arg(name, text.section('\n', 1));
}

} // namespace

QString lesson_page(const QString& scenario) {
    static const QRegularExpression link(QStringLiteral("^\\[[^\\]]+\\]\\(([a-z-]+\\.py)\\)$"),
                                         QRegularExpression::MultilineOption);
    QString page = carried(scenario + QStringLiteral(".md"));
    if (const auto found = link.match(page); found.hasMatch()) {
        const QString program = shown_program(found.captured(1));
        if (!program.isEmpty())
            page.replace(found.capturedStart(), found.capturedLength(), program);
    }
    return page;
}

} // namespace interleave
