// SPDX-License-Identifier: GPL-3.0-or-later
// The window: it composes the views of the table and what they share, and connects them. It computes nothing
// and names no view.
#pragma once

#include "core/scenario/scenario.h"
#include "ui/export/file_prompt.h"
#include "ui/settings/window_settings.h"
#include "ui/view/view.h"

#include <QMainWindow>

#include <span>
#include <vector>

namespace interleave {

class Banner;
class CourseProgress;
class Panels;
class PictureExport;
class PresenterMode;
class RunController;
class RunStatusBar;
class RunToolBar;
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
    void resizeEvent(QResizeEvent* event) override;

private:
    void compose();
    void connectActions();
    void connectShared();
    void restore();
    void restoreSwitchRecords();
    void showPage(const QString& name);
    void showKeys();
    void showAbout();

    WindowSettings& settings_;
    // The objects that the views share.
    Messages* messages_;
    RunSetup* setup_;
    RunController* runs_;
    Activity* activity_;
    ShownRun* run_;
    Navigation* navigation_;
    CourseProgress* progress_;
    ViewContext context_;
    std::vector<View> views_;
    // The parts of the window.
    WindowActions* actions_;
    RunToolBar* tool_bar_;
    Panels* panels_;
    Banner* banner_;
    RunStatusBar* status_;
    PictureExport* picture_export_;
    PresenterMode* presenter_;
    bool has_layout_ = false; ///< from the last start
    bool was_shown_ = false;
};

} // namespace interleave
