// SPDX-License-Identifier: GPL-3.0-or-later
// What views share: the only connection between views, and between a view and the window.
#pragma once

#include "ui/export/file_prompt.h"

#include <functional>

namespace interleave {

class Activity;
class CourseProgress;
class Messages;
class Navigation;
class NoteList;
class Replay;
class RunCauses;
class RunSetup;
class ShownArrangement;
class ShownRun;
class WindowSettings;

/// All members outlive every view.
struct ViewContext {
    RunSetup& setup;          ///< what will run next
    Activity& activity;       ///< the current run or measurement
    ShownRun& run;            ///< the run that is shown
    Navigation& navigation;   ///< where in the run the user is
    Replay& replay;           ///< moves through the run as time passes
    NoteList& notes;          ///< on the run that is shown
    ShownArrangement& rows;   ///< how its rows are arranged
    RunCauses& causes;        ///< what let its lanes go on
    Messages& messages;       ///< messages to the user
    WindowSettings& settings; ///< what is saved between starts
    CourseProgress& progress; ///< how far the user has come in the course
    SavePrompt ask_for_file;  ///< how a file name is asked for
    OpenPrompt ask_for_files; ///< how files to be opened are asked for
    /// Brings the view of this id to the front, and its panel if it is closed.
    std::function<void(const char* id)> show_view;
    /// Records the Python program of the chosen scenario's lesson and shows it beside the model.
    std::function<void()> run_in_python;
    QString python_folder; ///< into which Python programs are written so that they can be run
};

} // namespace interleave
