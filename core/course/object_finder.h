// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what is to be seen on the rows of a run's objects, and messages, which go through one.
#pragma once

#include "core/course/look_place.h"
#include "core/course/look_question.h"

#include <vector>

namespace interleave {

// All of them return their places in order of time on each lane or object, and throw UsageError as
// LookQuestion does.

/// Rows of objects, also of those that nobody has used.
std::vector<LookPlace> find_rows(const LookQuestion& question);
std::vector<LookPlace> find_values(const LookQuestion& question);
std::vector<LookPlace> find_waiters(const LookQuestion& question);
/// Moments at which it was free although a lane waited.
std::vector<LookPlace> find_hand_overs(const LookQuestion& question);
/// Lanes that held it, with the first time that they did.
std::vector<LookPlace> find_holders(const LookQuestion& question);
/// Lanes that held it while others waited.
std::vector<LookPlace> find_wanted(const LookQuestion& question);
/// Messages that both ends name, from their sending to their receipt.
std::vector<LookPlace> find_messages(const LookQuestion& question);

} // namespace interleave
