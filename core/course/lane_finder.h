// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what is to be seen on the lanes of a run.
#pragma once

#include "core/course/look_place.h"
#include "core/course/look_question.h"

#include <vector>

namespace interleave {

// All of them return their places in order of time on each lane or object, and throw UsageError as
// LookQuestion does.

std::vector<LookPlace> find_lanes(const LookQuestion& question);
/// The lanes of that name that are processes, each process once.
std::vector<LookPlace> find_processes(const LookQuestion& question);
std::vector<LookPlace> find_states(const LookQuestion& question);
/// The lanes that are in the state at the moment when the most are.
std::vector<LookPlace> find_together(const LookQuestion& question);
std::vector<LookPlace> find_events(const LookQuestion& question);
/// Lanes whose last event is this one, but for those that say how a lane ended.
std::vector<LookPlace> find_last_events(const LookQuestion& question);
/// Stretches of work or of a task that bear the name.
std::vector<LookPlace> find_work(const LookQuestion& question);
/// Lanes on which one is marked, each with its first one, from the read on.
std::vector<LookPlace> find_lost_updates(const LookQuestion& question);
/// The lanes of the first ring of so many, from the moment at which it closed. A run has as many rings as
/// its outcome says, and one is what lessons speak of.
std::vector<LookPlace> find_rings(const LookQuestion& question);
/// Lanes whose end is marked with these words.
std::vector<LookPlace> find_ends(const LookQuestion& question);

/// Returns the state of that title, which is as in the legend. Throws UsageError if there is none.
LaneState state_called(const std::string& title);

} // namespace interleave
