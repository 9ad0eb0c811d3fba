// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what pictures and the window need from this machine: a display and fonts. Neither is opened.
#pragma once

#include <string>

namespace interleave {

struct DisplayFound {
    bool found;
    std::string text; ///< which, or why none
};

/// Checks the session's variables, and whether a local X server accepts a connection on its socket.
DisplayFound find_display();

/// Returns a font file in one of the system's or the user's font folders; empty if there is none.
std::string find_font();

} // namespace interleave
