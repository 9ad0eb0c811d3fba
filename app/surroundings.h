// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what pictures and the window need from this machine: a display and fonts.
#pragma once

#include <string>

namespace interleave {

struct DisplayFound {
    bool found;
    std::string text;     ///< which, or "none: " and why
    std::string remedy{}; ///< empty if one was found
};

/// Lets a child process connect to the display as the window would, with the platform that QT_QPA_PLATFORM
/// names, so that what Qt says against it is known. No other thread of this process may run.
DisplayFound find_display();

/// Returns a font file in one of the system's or the user's font folders; empty if there is none.
std::string find_font();

} // namespace interleave
