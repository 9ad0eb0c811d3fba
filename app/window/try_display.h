// SPDX-License-Identifier: GPL-3.0-or-later
// Connects to the display for the doctor, which asks for it in a process of its own.
#pragma once

namespace interleave {

/// Connects to the display as the window would, with the platform that QT_QPA_PLATFORM names, writes to
/// standard error how that went, as app/window_program.h says, and ends the program.
[[noreturn]] void try_display();

} // namespace interleave
