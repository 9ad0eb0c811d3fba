// SPDX-License-Identifier: GPL-3.0-or-later
// The window: it composes the views of the table and what they share, and connects them. It computes nothing
// and names no view.
#pragma once

#include "core/scenario/scenario.h"
#include "ui/export/file_prompt.h"
#include "ui/settings/window_settings.h"
#include "ui/view/view.h"
#include "ui/window/save_questions.h"

#include <QMainWindow>
#include <QTemporaryDir>

#include <span>
#include <vector>

namespace interleave {

class Banner;
class CourseProgress;
class FileController;
class FileOpening;
class FileSaving;
class KeptRuns;
class NoteKeeper;
class Panels;
class PictureExport;
class ReportExport;
class PresenterMode;
class ProgressLine;
class RecordedPrograms;
class Replay;
class RunController;
class RunStatusBar;
class RunSwitcher;
class RunToolBar;
class ShownFile;
class WindowActions;

/// What the window needs to open and keep files.
struct WindowFiles {
    OpenPrompt ask_for_files{}; ///< how files to be opened are asked for
    AskToSave ask_to_save{};    ///< how the user is asked whether to save what would be lost
    QString kept_runs{};        ///< folder in which the last runs are kept; empty if they are not
    QString python{};           ///< folder for Python programs that are recorded; empty: a temporary one
};

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `settings` and the scenarios must outlive the window.
    MainWindow(std::span<const Scenario* const> scenarios, WindowSettings& settings, SavePrompt ask_for_file,
               WindowFiles files = {});
    ~MainWindow() override;

    RunController& runs() { return *runs_; }
    /// Opens saved runs or other programs' traces, or standard input for "-": shows the first one, and has
    /// the others in the list of runs.
    void open(const QStringList& paths);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void compose();
    void connectActions();
    void connectShared();
    void connectMessages();
    void restore();
    void restoreSwitchRecords();
    void showPage(const QString& name);
    void showKeys();
    void showAbout();

    WindowSettings& settings_;
    QTemporaryDir python_; ///< where no other folder is given
    // The objects that the views share.
    Messages* messages_;
    RunSetup* setup_;
    RunController* runs_;
    FileController* files_;
    Activity* activity_;
    RecordedPrograms* recordings_;
    ShownRun* run_;
    ShownFile* file_;
    Navigation* navigation_;
    Replay* replay_;
    CourseProgress* progress_;
    NoteList* notes_;
    ShownArrangement* rows_;
    RunCauses* causes_;
    ViewContext context_;
    std::vector<View> views_;
    // The parts of the window.
    WindowActions* actions_;
    RunToolBar* tool_bar_;
    Panels* panels_;
    Banner* banner_;
    ProgressLine* progress_line_;
    RunStatusBar* status_;
    PictureExport* picture_export_;
    ReportExport* report_export_;
    PresenterMode* presenter_;
    // Runs in files.
    KeptRuns* kept_runs_;
    FileOpening* opening_;
    FileSaving* saving_;
    RunSwitcher* switcher_;
    NoteKeeper* note_keeper_;
    SaveQuestions* questions_;
    bool has_layout_ = false; ///< from the last start
    bool was_shown_ = false;
};

} // namespace interleave
