// SPDX-License-Identifier: GPL-3.0-or-later
// Answers the words that a program was started with: without a command it opens the window, else it runs the
// command.
#pragma once

#include "app/graphics.h"

namespace interleave {

/// Call this from main() with its arguments. Returns the exit status. Errors are one line on standard error.
int answer(int argc, char** argv, const Graphics& graphics);

} // namespace interleave
