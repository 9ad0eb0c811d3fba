// SPDX-License-Identifier: GPL-3.0-or-later
// What of a run proves that the answer to a lesson's question is right.
#pragma once

#include "core/course/look_for.h"
#include "core/scenario/scenario.h"

#include <vector>

namespace interleave {

/// Returns what the lesson itself names as its proof, else the first thing on the lanes that it says one
/// should look for in a run with the defaults. Empty if there is neither.
std::vector<LookFor> proof_of(const Scenario& scenario);

} // namespace interleave
