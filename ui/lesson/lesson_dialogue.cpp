// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_dialogue.h"

#include "core/course/lesson_links.h"
#include "core/course/lesson_page.h"
#include "core/course/lessons.h"
#include "ui/progress/course_progress.h"
#include "ui/words/lesson_page.h"

namespace interleave {

namespace {

/// Returns words that are no Markdown, as Markdown.
QString literal(const QString& words) {
    QString escaped;
    for (const QChar letter : words) {
        if (letter.unicode() < 128 && (letter.isPunct() || letter.isSymbol()))
            escaped += QLatin1Char('\\');
        escaped += letter;
    }
    return escaped;
}

} // namespace

LessonDialogue::LessonDialogue(CourseProgress& progress, QObject* parent)
    : QObject(parent)
    , progress_(progress) {
    connect(&progress_, &CourseProgress::changed, this, [this](const Scenario& scenario) {
        if (progress_.of(scenario.name) == nullptr)
            runs_.erase(scenario.name); // a run before the answer is no reply to it
        if (&scenario == scenario_)
            emit changed();
    });
}

void LessonDialogue::setScenario(const Scenario& scenario) {
    stopAskingInBetween();
    scenario_ = &scenario;
    lesson_ = find_lesson(scenario.name);
    emit changed();
}

void LessonDialogue::showForeign(const QString& title, bool is_program) {
    stopAskingInBetween();
    foreign_is_program_ = is_program;
    scenario_ = nullptr;
    lesson_ = nullptr;
    foreign_ = title;
    emit changed();
}

const LessonQuestion* LessonDialogue::question() const {
    if (in_between_)
        return &*in_between_;
    return lesson_ != nullptr && progress_.of(scenario_->name) == nullptr ? &lesson_->question : nullptr;
}

/// What to look for in any recording. No lesson knows the program.
QString LessonDialogue::page_of_program() const {
    return tr("# A recorded program\n\n%1\n\n"
              "This is a recording of a program. No lesson belongs to it; choose a scenario in the list to "
              "get one.\n\n"
              "## What to look for\n\n"
              "- Each thread and each process has a lane with the name that the program gives it. Where "
              "lanes are many, "
              "the filter above the names shows those that waited.\n"
              "- The rows below the lanes are what was waited for: locks, queues, semaphores by their names "
              "in the source, "
              "if it is a program of Python, or one of C or C++ that was compiled with `-g`. Press `]` on a "
              "wait to go to who held it.\n"
              "- *GIL* says, for Python, who held the GIL, who waited for it, and who was made to let go.\n"
              "- *Locks* says what was waited for longest, *Events* what happened in which line.\n"
              "- *Output* has what the program prints.\n\n"
              "Run records the program again if this window has recorded it.\n")
        .arg(literal(foreign_));
}

QString LessonDialogue::page() const {
    if (in_between_)
        return before_in_between_;
    if (scenario_ == nullptr && !foreign_.isEmpty())
        return foreign_is_program_
                   ? page_of_program()
                   : tr("# %1\n\nThis trace has no lesson: it is of no scenario of this program. "
                        "Choose a scenario in the list to get one.\n")
                         .arg(literal(foreign_));
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
    return with_program(QString::fromStdString(with_links(lesson_page(*lesson_, reply), *scenario_)),
                        QStringLiteral("\n\n[%1](%2)")
                            .arg(tr("Run it in Python, beside the model"), QLatin1String(python_link)));
}

void LessonDialogue::askInBetween(LessonQuestion question, QString before) {
    in_between_ = std::move(question);
    before_in_between_ = std::move(before);
    emit changed();
}

void LessonDialogue::stopAskingInBetween() {
    if (in_between_)
        answer({});
}

void LessonDialogue::answer(const GivenAnswer& given) {
    if (in_between_) {
        in_between_.reset();
        emit changed();
        emit answeredInBetween(given);
        return;
    }
    if (lesson_ == nullptr)
        return;
    runs_.erase(scenario_->name);
    progress_.answer(*scenario_, given);
}

void LessonDialogue::askAgain() {
    if (lesson_ == nullptr)
        return;
    progress_.ask(*scenario_);
}

bool LessonDialogue::takeRun(const RunInfo& run) {
    stopAskingInBetween();
    if (lesson_ == nullptr || progress_.of(scenario_->name) == nullptr || !is_default_run(run, *scenario_))
        return false;
    const bool was_seen = progress_.of(scenario_->name)->is_seen;
    runs_.insert_or_assign(scenario_->name, run);
    progress_.judge(*scenario_, run);
    emit changed();
    return !was_seen && progress_.of(scenario_->name)->is_seen;
}

} // namespace interleave
