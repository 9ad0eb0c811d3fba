// SPDX-License-Identifier: GPL-3.0-or-later
// The one function with which the command line opens the window.
#pragma once

#include <string>
#include <vector>

namespace interleave {

/// Opens the window on these files, "-" for standard input, and returns the program's exit status when it is
/// closed: 0, or 128 and the number of the signal that closed it. It makes the QApplication itself, so no
/// application object may exist yet. `argc` and `argv` are those of main(), for Qt's own options. Where there
/// is no display, it says so in one line on stderr and ends the program with status 1.
int open_window(int& argc, char** argv, const std::vector<std::string>& files);

} // namespace interleave
