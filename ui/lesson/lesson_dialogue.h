// SPDX-License-Identifier: GPL-3.0-or-later
// What the lesson's panel shows at the moment: the question while it is open, else the whole page with what
// was said and what came out. It knows no widget.
#pragma once

#include "core/course/given_answer.h"
#include "core/course/lesson.h"
#include "core/scenario/scenario.h"
#include "core/trace/run_info.h"

#include <QObject>
#include <QString>

#include <map>
#include <optional>
#include <string>

namespace interleave {

class CourseProgress;

/// The link that has the lesson's program run in Python.
inline constexpr const char* python_link = "python:";

/// It may be used on the window's thread only.
class LessonDialogue : public QObject {
    Q_OBJECT

public:
    /// The progress must outlive this.
    explicit LessonDialogue(CourseProgress& progress, QObject* parent = nullptr);

    /// Goes to the lesson of another scenario, which must outlive this.
    void setScenario(const Scenario& scenario);
    /// Says that a trace of another program is shown, or a recording, which has no lesson.
    void showForeign(const QString& title, bool is_program = false);
    /// Returns nullptr before the first scenario, and while a trace is shown that has none.
    const Scenario* scenario() const { return scenario_; }

    /// Returns the question that is open, of the lesson or one in between; nullptr once it was answered or
    /// skipped.
    const LessonQuestion* question() const;
    /// Returns the page in Markdown: while the question is open what stands before it, else all of it.
    QString page() const;

    void answer(const GivenAnswer& given);
    /// Asks a question in between, with what stands before it in Markdown. The next answer is to it.
    void askInBetween(LessonQuestion question, QString before);
    /// Takes such a question back without an answer, if there is one.
    void stopAskingInBetween();
    void askAgain();
    /// Takes notice of a run that is over. Returns whether it is the first one that answers the question
    /// since it was given.
    bool takeRun(const RunInfo& run);

signals:
    /// The question in between was answered, skipped or taken back.
    void answeredInBetween(const interleave::GivenAnswer& given);
    /// question() or page() is another one.
    void changed();

private:
    QString page_of_program() const;

    CourseProgress& progress_;
    const Scenario* scenario_ = nullptr;
    QString foreign_; ///< title of a trace that has no scenario
    bool foreign_is_program_ = false;
    const Lesson* lesson_ = nullptr; ///< nullptr if the scenario has none
    std::optional<LessonQuestion> in_between_;
    QString before_in_between_;
    std::map<std::string, RunInfo> runs_; ///< the last one of each scenario that its question is about
};

} // namespace interleave
