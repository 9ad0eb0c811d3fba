// SPDX-License-Identifier: GPL-3.0-or-later
// The model of the scenario list: the scenarios in course order, with the titles of their groups between
// them, or along a path.
#pragma once

#include "core/course/course_path.h"
#include "core/scenario/scenario.h"

#include <QAbstractListModel>

#include <functional>
#include <span>
#include <vector>

namespace interleave {

/// How far somebody has come in a lesson.
enum class LessonMark {
    none,
    answered, ///< its question was answered or skipped
    seen      ///< and a run has shown what comes out
};

class ScenarioModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole, ///< as typed; empty for a heading
        DetailRole,              ///< the line below the title: the path's word for it, else the name
        GroupRole,               ///< the title of the group that the scenario belongs to
        PythonRole,              ///< what it is about in Python, a list of names
        AboutRole,               ///< one line about the scenario
        LessonRole,              ///< the text of the lesson
        MarkRole,                ///< a LessonMark, as a number
    };

    /// The scenarios must outlive the model, as those of all_scenarios() do.
    explicit ScenarioModel(std::span<const Scenario* const> scenarios, QObject* parent = nullptr);

    /// Puts the scenarios in the order of a path, those that are not in it last; without one, in that of the
    /// course. The path must outlive the model, as those of course_paths() do.
    void setPath(const CoursePath* path);

    /// Shows how far somebody has come. Call marksChanged() when the function returns something else.
    void setMarks(std::function<LessonMark(const Scenario&)> mark_of);
    void marksChanged();

    /// Returns nullptr for a heading.
    const Scenario* scenario(const QModelIndex& index) const;
    /// Returns an invalid index if there is none of that name.
    QModelIndex indexOf(const QString& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString heading;                    ///< empty for a scenario
        const Scenario* scenario = nullptr; ///< nullptr for a heading
        QString word{};                     ///< of the path for the scenario
    };

    void addHeading(const QString& heading) { rows_.push_back({heading}); }
    void addInCourseOrder(const std::vector<const Scenario*>& scenarios);
    void addAlong(const CoursePath& path);

    std::vector<const Scenario*> scenarios_; ///< in course order
    std::vector<Row> rows_;
    std::function<LessonMark(const Scenario&)> mark_of_ = [](const Scenario&) { return LessonMark::none; };
};

} // namespace interleave
