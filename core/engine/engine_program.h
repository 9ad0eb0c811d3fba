// SPDX-License-Identifier: GPL-3.0-or-later
// The program interleave-engine as a function, so that a test program can be an engine with its own
// scenarios.
#pragma once

namespace interleave {

/// Runs the role named by the first argument and returns the exit status. If a person starts it, it prints
/// one line about its purpose and returns 2.
int engine_program(int argc, char** argv);

} // namespace interleave
