// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenario_model.h"

#include <QCoreApplication>

namespace interleave {

ScenarioModel::ScenarioModel(std::span<const Scenario* const> scenarios, QObject* parent)
    : QAbstractItemModel(parent) {
    for (const Scenario* scenario : scenarios) {
        if (sections_.empty() || sections_.back().group != scenario->group)
            sections_.push_back({scenario->group, {}});
        sections_.back().scenarios.push_back(scenario);
    }
}

const Scenario* ScenarioModel::scenario(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == group_id)
        return nullptr;
    return sections_[index.internalId() - 1].scenarios[static_cast<std::size_t>(index.row())];
}

QModelIndex ScenarioModel::indexOf(const QString& name) const {
    const std::string wanted = name.toStdString();
    for (std::size_t section = 0; section < sections_.size(); ++section) {
        const auto& scenarios = sections_[section].scenarios;
        for (std::size_t row = 0; row < scenarios.size(); ++row)
            if (scenarios[row]->name == wanted)
                return createIndex(static_cast<int>(row), 0, static_cast<quintptr>(section + 1));
    }
    return {};
}

QModelIndex ScenarioModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : group_id);
}

QModelIndex ScenarioModel::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == group_id)
        return {};
    return createIndex(static_cast<int>(index.internalId() - 1), 0, group_id);
}

int ScenarioModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(sections_.size());
    if (parent.internalId() != group_id)
        return 0;
    return static_cast<int>(sections_[static_cast<std::size_t>(parent.row())].scenarios.size());
}

int ScenarioModel::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant ScenarioModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Scenario* chosen = scenario(index);
    if (chosen == nullptr) {
        const char* title = title_of(sections_[static_cast<std::size_t>(index.row())].group);
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                   ? QVariant(QCoreApplication::translate("core", title))
                   : QVariant();
    }
    const QString title = QString::fromStdString(chosen->title);
    const QString name = QString::fromStdString(chosen->name);
    const QString about = QString::fromStdString(chosen->about);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::ToolTipRole:
        return QStringLiteral("<p><b>%1</b> (%2)</p><p>%3</p>")
            .arg(title.toHtmlEscaped(), name.toHtmlEscaped(), about.toHtmlEscaped());
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(title, name);
    case Qt::AccessibleDescriptionRole:
        return about;
    case NameRole:
        return name;
    case SearchRole:
        return QStringList{title, name, about}.join(QLatin1Char('\n'));
    default:
        return {};
    }
}

Qt::ItemFlags ScenarioModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    // A heading is disabled so that the arrow keys pass over it.
    return scenario(index) != nullptr ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                      : Qt::ItemFlags(Qt::NoItemFlags);
}

} // namespace interleave
