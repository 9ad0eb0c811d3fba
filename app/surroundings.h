// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what pictures and the window need from this machine: a display and fonts.
#pragma once

#include <string>

namespace interleave {

struct DisplayFound {
    bool found = false;
    std::string text;     ///< which, or "none: " and why
    std::string remedy{}; ///< empty if one was found, or if there is nothing to look with
};

/// Lets the program interleave-window, whose path this is, connect to the display as the window would, with
/// the platform that QT_QPA_PLATFORM names, so that what Qt says against it is known. The path is empty if
/// there is no such program.
DisplayFound find_display(const std::string& window_program);

/// Returns a font file in one of the system's or the user's font folders; empty if there is none.
std::string find_font();

} // namespace interleave
