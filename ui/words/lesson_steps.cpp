// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/lesson_steps.h"

#include "core/course/lesson_page.h"

#include <QStringList>

namespace interleave {

namespace {

/// Returns the lines below a heading up to the next one.
QStringList section_of(const QString& page, const char* heading) {
    QStringList lines;
    bool within = false;
    for (const QString& line : page.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("## ")))
            within = line.trimmed() == QLatin1String(heading);
        else if (within)
            lines << line;
    }
    return lines;
}

} // namespace

std::vector<LessonStep> lesson_steps(const QString& page) {
    std::vector<LessonStep> steps;
    // What and why are asked one after the other: who reads the reasons too early changes the answer.
    const QString question = section_of(page, question_heading).join(QLatin1Char('\n'));
    for (const QString& part : question.split(QLatin1String(reasons_heading))) {
        if (part.trimmed().isEmpty())
            continue;
        const bool is_first = steps.empty();
        steps.push_back({true, is_first ? part.trimmed()
                                        : QString::fromUtf8(reasons_heading).remove(0, 4) +
                                              QStringLiteral("\n\n") + part.trimmed()});
    }
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
