// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_entry.h"

#include "core/course/lesson_links.h"
#include "ui/lesson/lesson_dialogue.h"
#include "ui/lesson/lesson_guide.h"
#include "ui/lesson/lesson_pane.h"
#include "ui/puzzle/puzzle_dialog.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/words/run_caption.h"

#include <QCoreApplication>

namespace interleave {

namespace {

ViewPanel make_lesson(const ViewContext& context) {
    auto* dialogue = new LessonDialogue(context.progress);
    auto* pane = new LessonPane(*dialogue);
    dialogue->setParent(pane);
    auto* guide = new LessonGuide(context, *dialogue, pane);
    QObject::connect(&context.setup, &RunSetup::chosen, dialogue, &LessonDialogue::setScenario);
    QObject::connect(&context.run, &ShownRun::foreignChanged, dialogue, [dialogue, &context](bool foreign) {
        if (foreign)
            dialogue->showForeign(title_text(context.run.info()), is_of_program(context.run.info()));
        else if (context.setup.scenario() != nullptr && dialogue->scenario() != context.setup.scenario())
            dialogue->setScenario(*context.setup.scenario());
    });
    QObject::connect(pane, &LessonPane::linkChosen, guide,
                     [guide, pane, dialogue, &context](const QString& link) {
                         if (link == QLatin1String(puzzle_link))
                             open_puzzle(QString::fromStdString(dialogue->scenario()->name), pane->window());
                         else if (link == QLatin1String(python_link))
                             context.run_in_python();
                         else
                             guide->follow(link);
                     });
    return {.widget = pane,
            .last_in_tab_order = pane->lastInTabOrder(),
            .set_tab_after = [pane](QWidget* before) { pane->setTabAfter(before); },
            .ask_next = [guide] { guide->askNextHere(); }};
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
