// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a run shows best what a lesson says one should look for.
#pragma once

#include "core/course/look_list.h"
#include "core/course/run_looker.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// Times are ns since the session's origin. Without a lane and an object it is not on the lanes at all but in
/// the outcome or among the checks.
struct LookView {
    std::vector<LaneId> lanes;     ///< on which something is to be seen, each once, the chosen one first
    std::vector<ObjectId> objects; ///< the same of objects' rows
    std::int64_t begin = 0;        ///< what is to be seen, with what lies around it
    std::int64_t end = 0;
    std::int64_t moment = 0;           ///< at which it begins
    std::vector<std::string> outcomes; ///< names of entries
    std::vector<std::string> checks;

    bool is_on_lanes() const noexcept { return !lanes.empty() || !objects.empty(); }
};

/// Returns where the run shows what is looked for. Of stretches of a state the chosen one is the first that
/// is at least half as long as the longest. What must be absent is left out. `missing` gets, if given, one
/// line about what the run does not show. Throws nothing: what the run does not know is missing.
LookView look_view(const Trace& trace, const RunInfo& info, const std::vector<LookFor>& shown,
                   std::string* missing = nullptr);

} // namespace interleave
