// SPDX-License-Identifier: GPL-3.0-or-later
// The docks around the timeline: which panel stands where at first, under which name it is remembered.
#pragma once

#include "core/scenario/scenario.h"

#include <QList>
#include <QObject>

#include <span>

class QAction;
class QDockWidget;
class QMainWindow;

namespace interleave {

class ClaimsView;
class CodeView;
class LessonView;
class ParameterForm;
class ReportView;
class ScenarioList;
class SweepView;

/// Makes the panels and puts them into the window, which owns them.
class Panels : public QObject {
    Q_OBJECT

public:
    Panels(std::span<const Scenario* const> scenarios, QMainWindow* window);

    /// The sizes a first start has, in the proportions of the window; call when the window has its size.
    void arrange();
    /// Gives the panels below so much of the window's height, if they have less.
    void makeRoomBelow(double share);
    /// Actions that show and hide the docks, in reading order.
    QList<QAction*> toggles() const;
    /// Brings a panel to the front of its tabs.
    static void raise(QWidget* panel);

    ScenarioList* scenarios;
    ParameterForm* parameters;
    LessonView* lesson;
    CodeView* code;
    ReportView* statistics;
    ReportView* locks;
    ReportView* checks;
    ReportView* outcome;
    SweepView* speedup;
    ClaimsView* claims;

private:
    QDockWidget* add(const char* name, const QString& title, const QString& tool_tip, QWidget* panel,
                     Qt::DockWidgetArea area);

    QMainWindow* window_;
    QList<QDockWidget*> docks_;
};

} // namespace interleave
