// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/lesson_steps.h"

#include <QStringList>

namespace interleave {

namespace {

// Headings of the lessons' pages, which all have the same sections.
const QString question_heading = QStringLiteral("## Predict");
const QString look_heading = QStringLiteral("## What to look for");

/// Returns the lines below a heading up to the next one.
QStringList section_of(const QString& page, const QString& heading) {
    QStringList lines;
    bool within = false;
    for (const QString& line : page.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("## ")))
            within = line.trimmed() == heading;
        else if (within)
            lines << line;
    }
    return lines;
}

} // namespace

std::vector<LessonStep> lesson_steps(const QString& page) {
    std::vector<LessonStep> steps;
    const QString question = section_of(page, question_heading).join(QLatin1Char('\n')).trimmed();
    if (!question.isEmpty())
        steps.push_back({true, question});
    // Each point of the list is a step, and so is a paragraph that stands outside of it.
    bool continues = false;
    for (const QString& line : section_of(page, look_heading)) {
        const QString words = line.trimmed();
        const bool is_point = line.startsWith(QLatin1String("- "));
        if (words.isEmpty()) {
            continues = false;
        } else if (is_point || !continues) {
            steps.push_back({false, is_point ? words.mid(2) : words});
            continues = true;
        } else {
            steps.back().text += QLatin1Char(' ') + words;
        }
    }
    return steps;
}

} // namespace interleave
