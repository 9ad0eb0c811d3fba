// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenario_model.h"

#include "core/course/lessons.h"
#include "ui/words/lesson_page.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

QString translated(const char* words) {
    return QCoreApplication::translate("core", words);
}

QString words_of(LessonMark mark) {
    return mark == LessonMark::seen ? ScenarioModel::tr("lesson done")
                                    : ScenarioModel::tr("question answered, not run yet");
}

} // namespace

ScenarioModel::ScenarioModel(std::span<const Scenario* const> scenarios, QObject* parent)
    : QAbstractListModel(parent)
    , scenarios_(scenarios.begin(), scenarios.end()) {
    addInCourseOrder(scenarios_);
}

void ScenarioModel::setPath(const CoursePath* path) {
    beginResetModel();
    rows_.clear();
    if (path != nullptr)
        addAlong(*path);
    else
        addInCourseOrder(scenarios_);
    endResetModel();
}

void ScenarioModel::addInCourseOrder(const std::vector<const Scenario*>& scenarios) {
    const Scenario* before = nullptr;
    for (const Scenario* scenario : scenarios) {
        if (before == nullptr || before->group != scenario->group)
            addHeading(translated(title_of(scenario->group)));
        rows_.push_back({{}, scenario});
        before = scenario;
    }
}

void ScenarioModel::addAlong(const CoursePath& path) {
    std::vector<const Scenario*> others = scenarios_;
    for (const CoursePathPart& part : path.parts) {
        addHeading(translated(part.title.c_str()));
        for (const CoursePathStep& step : part.steps) {
            const auto found = std::ranges::find(others, step.scenario, &Scenario::name);
            if (found == others.end())
                continue;
            rows_.push_back({{}, *found, QString::fromStdString(words_of(step))});
            others.erase(found);
        }
        if (rows_.back().scenario == nullptr)
            rows_.pop_back(); // none of the part is among the scenarios
    }
    if (others.empty())
        return;
    addHeading(tr("Further scenarios"));
    for (const Scenario* scenario : others)
        rows_.push_back({{}, scenario});
}

void ScenarioModel::setMarks(std::function<LessonMark(const Scenario&)> mark_of) {
    mark_of_ = std::move(mark_of);
    marksChanged();
}

void ScenarioModel::marksChanged() {
    if (!rows_.empty())
        emit dataChanged(index(0), index(rowCount() - 1),
                         {MarkRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

const Scenario* ScenarioModel::scenario(const QModelIndex& index) const {
    return index.isValid() ? rows_[static_cast<std::size_t>(index.row())].scenario : nullptr;
}

QModelIndex ScenarioModel::indexOf(const QString& name) const {
    const std::string wanted = name.toStdString();
    for (std::size_t row = 0; row < rows_.size(); ++row)
        if (rows_[row].scenario != nullptr && rows_[row].scenario->name == wanted)
            return index(static_cast<int>(row));
    return {};
}

int ScenarioModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ScenarioModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (row.scenario == nullptr)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(row.heading) : QVariant();
    const QString title = QString::fromStdString(row.scenario->title);
    const QString name = QString::fromStdString(row.scenario->name);
    const QString about = QString::fromStdString(row.scenario->about);
    const LessonMark mark = mark_of_(*row.scenario);
    switch (role) {
    case MarkRole:
        return static_cast<int>(mark);
    case Qt::DisplayRole:
        return title;
    case Qt::ToolTipRole:
        return QStringLiteral("<p><b>%1</b> (%2)</p><p>%3</p>%4%5")
            .arg(title.toHtmlEscaped(), name.toHtmlEscaped(), about.toHtmlEscaped(),
                 row.word.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(row.word.toHtmlEscaped()),
                 mark == LessonMark::none ? QString() : QStringLiteral("<p>%1</p>").arg(words_of(mark)));
    case Qt::AccessibleTextRole: {
        QStringList parts{title, name};
        if (!row.word.isEmpty())
            parts << row.word;
        if (mark != LessonMark::none)
            parts << words_of(mark);
        return parts.join(QStringLiteral(", "));
    }
    case DetailRole:
        return row.word.isEmpty() ? name : row.word;
    case GroupRole:
        return translated(title_of(row.scenario->group));
    case Qt::AccessibleDescriptionRole:
    case AboutRole:
        return about;
    case NameRole:
        return name;
    case LessonRole:
        return lesson_page(name);
    case PythonRole: {
        QStringList names;
        if (const Lesson* lesson = find_lesson(row.scenario->name))
            for (const std::string& python : lesson->python)
                names << QString::fromStdString(python);
        return names;
    }
    default:
        return {};
    }
}

Qt::ItemFlags ScenarioModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    // A heading is disabled so that the arrow keys pass over it.
    return scenario(index) != nullptr ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                      : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

} // namespace interleave
