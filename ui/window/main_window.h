// SPDX-License-Identifier: GPL-3.0-or-later
// The window: composes the views, and connects them with the run. Nothing is computed here.
#pragma once

#include "core/scenario/scenario.h"
#include "ui/export/file_prompt.h"
#include "ui/settings/window_settings.h"
#include "ui/window/presenter_mode.h"

#include <QElapsedTimer>
#include <QMainWindow>

#include <memory>
#include <span>

namespace interleave {

class Banner;
class ClaimsController;
class LegendWidget;
class ObservedRun;
class Panels;
class RunController;
class RunStatusBar;
class RunToolBar;
class SweepController;
class TimelineView;
class Trace;
class WindowActions;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `settings` and the scenarios must outlive the window.
    MainWindow(std::span<const Scenario* const> scenarios, WindowSettings& settings, SavePrompt ask_for_file);
    ~MainWindow() override;

    RunController& runs() { return *runs_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void compose();
    void connectActions();
    void connectViews();
    void connectRun();
    void connectSweep();
    void connectClaims();
    void restore();

    void showScenario(const Scenario& scenario);
    void rememberScenario();
    void startRun();
    void showStarted();
    void showProgress();
    void showReport();
    bool isMeasuring();
    bool mayMeasure();
    void startSweep();
    void showSweep();
    void saveSweep();
    void showExportDialog();
    void showKeys();
    void showAbout();

    WindowSettings& settings_;
    SavePrompt ask_for_file_;
    const Scenario* scenario_ = nullptr;
    WindowActions* actions_;
    RunToolBar* tool_bar_;
    Panels* panels_;
    Banner* banner_;
    TimelineView* timeline_;
    LegendWidget* legend_;
    RunStatusBar* status_;
    RunController* runs_;
    SweepController* sweeps_;
    ClaimsController* claims_;
    PresenterMode presenter_;
    std::shared_ptr<const Trace> trace_; ///< of the run that is shown; keeps its run alive
    QElapsedTimer since_statistics_;
    bool arranged_ = false;
};

} // namespace interleave
