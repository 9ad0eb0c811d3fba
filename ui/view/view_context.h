// SPDX-License-Identifier: GPL-3.0-or-later
// What views share, and the only way in which they speak to each other and to the window.
#pragma once

#include "ui/export/file_prompt.h"

namespace interleave {

class Activity;
class Messages;
class Navigation;
class RunSetup;
class ShownRun;
class WindowSettings;

/// All of it outlives every view.
struct ViewContext {
    RunSetup& setup;          ///< what will run next
    Activity& activity;       ///< what goes on
    ShownRun& run;            ///< the run that is shown
    Navigation& navigation;   ///< where in the run the user is
    Messages& messages;       ///< what is told to the user
    WindowSettings& settings; ///< what is remembered between starts
    SavePrompt ask_for_file;  ///< how a file name is asked for
};

} // namespace interleave
