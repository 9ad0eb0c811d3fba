// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_entry.h"

#include "ui/lesson/lesson_view.h"
#include "ui/run/run_setup.h"

#include <QCoreApplication>

namespace interleave {

namespace {

ViewPanel make_lesson(const ViewContext& context) {
    auto* lesson = new LessonView;
    QObject::connect(&context.setup, &RunSetup::chosen, lesson, &LessonView::setScenario);
    return {.widget = lesson, .last_in_tab_order = lesson};
}

} // namespace

View lesson_entry() {
    return {.id = "lesson",
            .title = QCoreApplication::translate("Views", "Lesson"),
            .tool_tip = QCoreApplication::translate("Views", "The idea, a question, and what to look for"),
            .place = ViewPlace::right,
            .make = make_lesson};
}

} // namespace interleave
