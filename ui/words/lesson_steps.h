// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson in steps, as a teacher goes through it before a class: first its question, then why
// one thinks so, then one thing after the other to look for.
#pragma once

#include <QString>

#include <vector>

namespace interleave {

struct LessonStep {
    bool is_question; ///< to be answered before the run, not looked for in it
    QString text;     ///< in Markdown
};

/// Returns the steps of a lesson's page. There are none if it has no such sections.
std::vector<LessonStep> lesson_steps(const QString& page);

} // namespace interleave
