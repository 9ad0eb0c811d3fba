// SPDX-License-Identifier: GPL-3.0-or-later
// How far somebody has come in the course: what was said to each lesson's question and what came out. It is
// kept between starts of the program.
#pragma once

#include "core/course/given_answer.h"
#include "core/scenario/scenario.h"
#include "ui/settings/window_settings.h"
#include "ui/table/table.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <map>
#include <optional>
#include <span>

namespace interleave {

/// What is known of one lesson.
struct LessonProgress {
    GivenAnswer given{};
    QDateTime when{};     ///< it was given
    bool is_seen = false; ///< a run has answered the question since
    Verdict verdict{};    ///< of that run
    QString came_out{};   ///< the option or the number that came out, in one line
};

/// It may be used on the window's thread only.
class CourseProgress : public QObject {
    Q_OBJECT

public:
    /// The scenarios and the settings must outlive this.
    CourseProgress(std::span<const Scenario* const> scenarios, WindowSettings& settings,
                   QObject* parent = nullptr);

    /// Returns nullptr if the question was not answered, nor skipped.
    const LessonProgress* of(const std::string& scenario) const;
    /// Keeps an answer, or that the question was skipped.
    void answer(const Scenario& scenario, const GivenAnswer& given);
    /// Forgets the answer, so that the question is asked again.
    void ask(const Scenario& scenario);
    /// Forgets all answers.
    void askAll();
    /// Compares the answer with what came out. Does nothing for a run that the question is not about, and
    /// where it cannot be told.
    void judge(const Scenario& scenario, const RunInfo& run);

    /// Returns of how many lessons there are, and of how many a run has answered the question.
    int lessons() const { return static_cast<int>(scenarios_.size()); }
    int seen() const;
    /// Returns all answers in the order of the course.
    Table answers() const;

signals:
    /// Something else is known of the lesson of this scenario.
    void changed(const interleave::Scenario& scenario);

private:
    void keep(const Scenario& scenario);

    std::span<const Scenario* const> scenarios_;
    WindowSettings& settings_;
    std::map<std::string, LessonProgress> known_;
};

} // namespace interleave
