// SPDX-License-Identifier: GPL-3.0-or-later
// The model of the scenario list: a tree of the scenarios in course order under the titles of their groups.
#pragma once

#include "core/scenario/scenario.h"

#include <QAbstractItemModel>

#include <span>
#include <vector>

namespace interleave {

class ScenarioModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole, ///< as typed; empty for a group
        SearchRole,              ///< all words that a search should find
    };

    /// The scenarios must outlive the model, as those of all_scenarios() do.
    explicit ScenarioModel(std::span<const Scenario* const> scenarios, QObject* parent = nullptr);

    /// Returns nullptr for a group.
    const Scenario* scenario(const QModelIndex& index) const;
    /// Returns an invalid index if there is none of that name.
    QModelIndex indexOf(const QString& name) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Section {
        Group group;
        std::vector<const Scenario*> scenarios;
    };
    /// The internal id of an index is 0 for a group, and for a scenario its group's row plus one.
    static constexpr quintptr group_id = 0;

    std::vector<Section> sections_;
};

} // namespace interleave
