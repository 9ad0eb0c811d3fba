// SPDX-License-Identifier: GPL-3.0-or-later
// The list to choose a scenario from: in course order, with a search.
#pragma once

#include "core/scenario/scenario.h"

#include <QWidget>

#include <span>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace interleave {

class ScenarioModel;

class ScenarioList : public QWidget {
    Q_OBJECT

public:
    explicit ScenarioList(std::span<const Scenario* const> scenarios, QWidget* parent = nullptr);

    /// nullptr if there is no scenario at all.
    const Scenario* current() const { return current_; }
    /// Chooses a scenario by its name; false if there is none of that name.
    bool choose(const QString& name);
    /// The first of the course, if there is any.
    void chooseFirst();
    /// The widget that the Tab key leaves the list from.
    QWidget* lastInTabOrder() const;
    /// Puts the keyboard into the list.
    void startChoosing();
    /// Puts the keyboard into the search field.
    void startSearch();

signals:
    void chosen(const Scenario& scenario);
    /// Enter was pressed, or an entry double-clicked: the chosen scenario shall run.
    void runWanted();

protected:
    /// Arrow keys and Enter in the search field act on the list, so that the user can go on typing.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void search(const QString& words);
    void takeCurrent();
    void reveal();

    const Scenario* current_ = nullptr;
    bool searching_ = false; ///< the filter is changing what is shown, nobody chooses
    ScenarioModel* model_;
    QSortFilterProxyModel* found_;
    QLineEdit* search_;
    QTreeView* view_;
    QLabel* nothing_;
};

} // namespace interleave
