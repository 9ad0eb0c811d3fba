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

    /// Returns nullptr if there is no scenario at all.
    const Scenario* current() const { return current_; }
    /// Chooses a scenario by its name. Returns false if there is none of that name.
    bool choose(const QString& name);
    /// Chooses the first scenario of the course, if there is any.
    void chooseFirst();
    /// Returns the widget from which the Tab key leaves the list.
    QWidget* lastInTabOrder() const;
    /// Gives the list the keyboard focus.
    void startChoosing();
    /// Gives the search field the keyboard focus.
    void startSearch();

signals:
    void chosen(const Scenario& scenario);
    /// Enter was pressed or an entry was double-clicked, so the chosen scenario shall run.
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
    bool searching_ = false; ///< the filter changes the rows; selection changes are not choices
    ScenarioModel* model_;
    QSortFilterProxyModel* filtered_;
    QLineEdit* search_;
    QTreeView* view_;
    QLabel* nothing_found_;
};

} // namespace interleave
