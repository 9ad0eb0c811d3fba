// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_dialogue.h"

#include "core/course/lesson_links.h"
#include "core/course/lesson_page.h"
#include "core/course/lessons.h"
#include "ui/progress/course_progress.h"
#include "ui/words/lesson_page.h"

namespace interleave {

LessonDialogue::LessonDialogue(CourseProgress& progress, QObject* parent)
    : QObject(parent)
    , progress_(progress) {}

void LessonDialogue::setScenario(const Scenario& scenario) {
    scenario_ = &scenario;
    lesson_ = find_lesson(scenario.name);
    emit changed();
}

const LessonQuestion* LessonDialogue::question() const {
    return lesson_ != nullptr && progress_.of(scenario_->name) == nullptr ? &lesson_->question : nullptr;
}

QString LessonDialogue::page() const {
    if (scenario_ == nullptr)
        return {};
    if (lesson_ == nullptr)
        return QStringLiteral("# %1\n\n%2\n\n*%3*\n")
            .arg(QString::fromStdString(scenario_->title), QString::fromStdString(scenario_->about),
                 tr("This scenario has no lesson yet. Run it, look at its code beside this page, and change "
                    "one "
                    "parameter at a time."));
    const LessonProgress* const progress = progress_.of(scenario_->name);
    if (progress == nullptr)
        return QString::fromStdString(with_links(lesson_head(*lesson_), *scenario_));
    const auto run = runs_.find(scenario_->name);
    const std::string reply =
        reply_to(progress->given, lesson_->question, run == runs_.end() ? nullptr : &run->second);
    return with_program(QString::fromStdString(with_links(lesson_page(*lesson_, reply), *scenario_)));
}

void LessonDialogue::answer(const GivenAnswer& given) {
    if (lesson_ == nullptr)
        return;
    runs_.erase(scenario_->name); // a run before the answer is no reply to it
    progress_.answer(*scenario_, given);
    emit changed();
}

void LessonDialogue::askAgain() {
    if (lesson_ == nullptr)
        return;
    runs_.erase(scenario_->name);
    progress_.ask(*scenario_);
    emit changed();
}

bool LessonDialogue::takeRun(const RunInfo& run) {
    if (lesson_ == nullptr || progress_.of(scenario_->name) == nullptr || !is_default_run(run, *scenario_))
        return false;
    const bool was_seen = progress_.of(scenario_->name)->is_seen;
    runs_.insert_or_assign(scenario_->name, run);
    progress_.judge(*scenario_, run);
    emit changed();
    return !was_seen && progress_.of(scenario_->name)->is_seen;
}

} // namespace interleave
