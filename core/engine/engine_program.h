// SPDX-License-Identifier: GPL-3.0-or-later
// The program interleave-engine as a function, so that a test can be an engine with scenarios of its own.
#pragma once

namespace interleave {

/// Plays the role named by the first argument and returns the exit status. Started by hand, it says in one
/// line what it is for, and returns 2.
int engine_program(int argc, char** argv);

} // namespace interleave
