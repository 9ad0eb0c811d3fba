// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/panels.h"

#include "ui/claims/claims_view.h"
#include "ui/code/code_view.h"
#include "ui/lesson/lesson_view.h"
#include "ui/parameters/parameter_form.h"
#include "ui/report/report_view.h"
#include "ui/scenarios/scenario_list.h"
#include "ui/speedup/sweep_view.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QTabWidget>

#include <algorithm>

namespace interleave {

Panels::Panels(std::span<const Scenario* const> catalogue, QMainWindow* window)
    : QObject(window)
    , scenarios(new ScenarioList(catalogue))
    , parameters(new ParameterForm)
    , lesson(new LessonView)
    , code(new CodeView)
    , speedup(new SweepView)
    , claims(new ClaimsView)
    , window_(window) {
    const auto table = [](const char* name, const QString& title, const QString& hint) {
        return new ReportView(QLatin1String(name), title, hint);
    };
    statistics = table("statisticsView", tr("Statistics"), tr("Time of each lane in each state"));
    locks = table("locksView", tr("Locks"), tr("Who waited how long for what; filled when the run is over"));
    checks = table("checksView", tr("Checks"),
                   tr("What theory says and what was measured; filled when the run is over"));
    outcome = table("outcomeView", tr("Outcome"), tr("What the run came to; filled when it is over"));

    window->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window->setDockNestingEnabled(true);
    window->setCorner(Qt::BottomLeftCorner,
                      Qt::LeftDockWidgetArea); // the form needs the height more than tables the width
    add("dockScenarios", tr("Scenarios"), tr("Choose what to run"), scenarios, Qt::LeftDockWidgetArea);
    add("dockParameters", tr("Parameters"), tr("Set what the scenario offers"), parameters,
        Qt::LeftDockWidgetArea);
    auto* first_right = add("dockLesson", tr("Lesson"), tr("The idea, a question, and what to look for"),
                            lesson, Qt::RightDockWidgetArea);
    window->tabifyDockWidget(
        first_right, add("dockCode", tr("Code"), tr("The code that runs"), code, Qt::RightDockWidgetArea));
    auto* first_below = add("dockStatistics", tr("Statistics"), tr("Time of each lane in each state"),
                            statistics, Qt::BottomDockWidgetArea);
    QDockWidget* last = first_below;
    const auto beside = [&](const char* name, const QString& title, const QString& tool_tip, QWidget* panel) {
        auto* dock = add(name, title, tool_tip, panel, Qt::BottomDockWidgetArea);
        window->tabifyDockWidget(last, dock);
        last = dock;
    };
    beside("dockLocks", tr("Locks"), tr("The five parts of each lock's time"), locks);
    beside("dockChecks", tr("Checks"), tr("What theory says and what was measured"), checks);
    beside("dockOutcome", tr("Outcome"), tr("What the run came to"), outcome);
    beside("dockSpeedup", tr("Speedup"), tr("How the time changes with one parameter, for several backends"),
           speedup);
    beside("dockClaims", tr("Claims"), tr("What is said of threads and processes, measured on this machine"),
           claims);
    first_right->raise();
    first_below->raise();

    // Where tabs name the panels, a title below them would only say it again.
    for (QDockWidget* dock : docks_)
        if (!window->tabifiedDockWidgets(dock).isEmpty())
            dock->setTitleBarWidget(new QWidget(dock));
}

QDockWidget* Panels::add(const char* name, const QString& title, const QString& tool_tip, QWidget* panel,
                         Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, window_);
    dock->setObjectName(QLatin1String(name));
    dock->setAccessibleName(title);
    dock->setWidget(panel);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable |
                      QDockWidget::DockWidgetFloatable);
    dock->toggleViewAction()->setToolTip(tool_tip);
    window_->addDockWidget(area, dock);
    docks_.append(dock);
    return dock;
}

void Panels::arrange() {
    const auto dock = [this](const char* name) {
        return window_->findChild<QDockWidget*>(QLatin1String(name));
    };
    const int letter = window_->fontMetrics().averageCharWidth();
    const int left = std::clamp(window_->width() / 5, letter * 30, letter * 42);
    const int right = std::clamp(window_->width() / 4, letter * 38, letter * 62);
    window_->resizeDocks({dock("dockScenarios"), dock("dockLesson")}, {left, right}, Qt::Horizontal);
    const int below = std::clamp(window_->height() / 5, letter * 18, letter * 30);
    window_->resizeDocks({dock("dockStatistics")}, {below}, Qt::Vertical);
    const int height = window_->height();
    window_->resizeDocks({dock("dockScenarios"), dock("dockParameters")}, {height * 11 / 20, height * 9 / 20},
                         Qt::Vertical);
}

void Panels::makeRoomBelow(double share) {
    auto* dock = window_->findChild<QDockWidget*>(QStringLiteral("dockSpeedup"));
    const int wanted = static_cast<int>(share * window_->height());
    if (!dock->isFloating() && dock->height() < wanted)
        window_->resizeDocks({dock}, {wanted}, Qt::Vertical);
}

QList<QAction*> Panels::toggles() const {
    QList<QAction*> actions;
    for (const QDockWidget* dock : docks_)
        actions.append(dock->toggleViewAction());
    return actions;
}

void Panels::raise(QWidget* panel) {
    if (auto* dock = qobject_cast<QDockWidget*>(panel->parentWidget()))
        dock->raise();
}

} // namespace interleave
