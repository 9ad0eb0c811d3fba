// SPDX-License-Identifier: GPL-3.0-or-later
// What pictures and the window need from this machine besides the core: a display and fonts. Found without
// opening any.
#pragma once

#include <string>

namespace interleave {

struct DisplayFound {
    bool found;
    std::string text; ///< which, or why none
};

/// Looks at the session's variables, and whether a local X server answers behind its socket.
DisplayFound find_display();

/// A font file in one of the system's or the user's font folders; empty if there is none.
std::string find_font();

} // namespace interleave
