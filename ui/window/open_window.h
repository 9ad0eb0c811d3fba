// SPDX-License-Identifier: GPL-3.0-or-later
// The window as the command line sees it: one function.
#pragma once

namespace interleave {

/// Opens the window and stays until it is closed. Returns the program's exit status. Makes the QApplication
/// itself, so no application object may exist yet; `argc` and `argv` are main()'s, for Qt's own options.
/// Where there is no display it says so in one line on stderr and ends the program with status 1.
int open_window(int& argc, char** argv);

} // namespace interleave
