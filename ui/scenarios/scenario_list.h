// SPDX-License-Identifier: GPL-3.0-or-later
// The list to choose a scenario from: in the order of the course or of a path, with a search.
#pragma once

#include "core/scenario/scenario.h"
#include "ui/scenarios/scenario_model.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <span>

class QComboBox;
class QLabel;
class QLineEdit;
class QTreeView;

namespace interleave {

class ScenarioFilter;

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
    /// Returns the names of the scenarios that the words find, the best first, whatever the list itself
    /// shows.
    QStringList found(const QString& words) const;
    /// Gives the search field the keyboard focus.
    void startSearch();
    /// Shows how far somebody has come in each lesson. Call showProgress() when that is something else.
    void setMarks(std::function<LessonMark(const Scenario&)> mark_of);
    /// Says below the list how many lessons are done; nothing if none is.
    void showProgress(int done, int lessons);
    /// Puts the scenarios in the order of the path of that name; of the course if there is none.
    void setPath(const QString& name);

signals:
    /// A scenario was clicked, perhaps the one that is chosen.
    void clicked(const Scenario& scenario);
    void chosen(const Scenario& scenario);
    /// Enter was pressed or an entry was double-clicked, so the chosen scenario shall run.
    void runWanted();
    /// A scenario was chosen to work with: it shall run, it runs, or Enter took the first that the search
    /// found.
    void done();
    /// The user chose another order: the path of that name, or the course if it is empty.
    void pathChosen(const QString& name);

protected:
    /// In the search field Enter takes the first scenario that was found and ends the search, Down takes it
    /// and goes to what was found, and Esc gives the search up.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void search(const QString& words);
    void takeFirstFound();
    /// Brings the whole course back, with the chosen scenario in view.
    void endSearch();
    void takeCurrent();
    void reveal();
    void takePath();
    /// Makes the chosen scenario the current row again after the rows have changed.
    void restoreCurrent();

    const Scenario* current_ = nullptr;
    bool rows_change_ = false; ///< selection changes are not choices meanwhile
    ScenarioModel* model_;
    ScenarioFilter* filtered_;
    QLineEdit* search_;
    QComboBox* path_;
    QTreeView* view_;
    QLabel* nothing_found_;
    QLabel* progress_;
};

} // namespace interleave
