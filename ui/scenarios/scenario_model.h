// SPDX-License-Identifier: GPL-3.0-or-later
// The model of the scenario list: the scenarios in course order, with the titles of their groups between
// them.
#pragma once

#include "core/scenario/scenario.h"

#include <QAbstractListModel>

#include <span>
#include <vector>

namespace interleave {

class ScenarioModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole, ///< as typed; empty for a heading
        GroupRole,               ///< the title of the group that the row belongs to
        AboutRole,               ///< one line about the scenario
        LessonRole,              ///< the text of the lesson
    };

    /// The scenarios must outlive the model, as those of all_scenarios() do.
    explicit ScenarioModel(std::span<const Scenario* const> scenarios, QObject* parent = nullptr);

    /// Returns nullptr for a heading.
    const Scenario* scenario(const QModelIndex& index) const;
    /// Returns an invalid index if there is none of that name.
    QModelIndex indexOf(const QString& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        Group group;
        const Scenario* scenario; ///< nullptr for the heading of the group
    };

    std::vector<Row> rows_;
};

} // namespace interleave
