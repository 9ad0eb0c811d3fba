// SPDX-License-Identifier: GPL-3.0-or-later
// doctor --course: whether the lessons in class show on this machine what they are about.
#pragma once

namespace interleave {

/// Runs the scenario of every core lesson and prints which do not show their effect, and why. Returns
/// the exit status. Throws RunError if a run cannot be started.
int examine_course(bool in_json);

} // namespace interleave
