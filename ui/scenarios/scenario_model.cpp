// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenario_model.h"

#include "ui/words/lesson_page.h"

#include <QCoreApplication>

namespace interleave {

ScenarioModel::ScenarioModel(std::span<const Scenario* const> scenarios, QObject* parent)
    : QAbstractListModel(parent) {
    for (const Scenario* scenario : scenarios) {
        if (rows_.empty() || rows_.back().group != scenario->group)
            rows_.push_back({scenario->group, nullptr});
        rows_.push_back({scenario->group, scenario});
    }
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
    const QString group = QCoreApplication::translate("core", title_of(row.group));
    if (role == GroupRole)
        return group;
    if (row.scenario == nullptr)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(group) : QVariant();
    const QString title = QString::fromStdString(row.scenario->title);
    const QString name = QString::fromStdString(row.scenario->name);
    const QString about = QString::fromStdString(row.scenario->about);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::ToolTipRole:
        return QStringLiteral("<p><b>%1</b> (%2)</p><p>%3</p>")
            .arg(title.toHtmlEscaped(), name.toHtmlEscaped(), about.toHtmlEscaped());
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(title, name);
    case Qt::AccessibleDescriptionRole:
    case AboutRole:
        return about;
    case NameRole:
        return name;
    case LessonRole:
        return lesson_page(name);
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
