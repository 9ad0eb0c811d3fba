// SPDX-License-Identifier: GPL-3.0-or-later
// The question what happens next in a run that stands still at a moment.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace interleave {

/// The first thing that a lane does after a moment.
struct NextEvent {
    LaneId lane;
    std::size_t event; ///< its index on the lane
    std::int64_t time; ///< ns since the session's origin
};

struct NextEventQuestion {
    std::int64_t moment;               ///< after the last thing that has happened
    std::vector<NextEvent> candidates; ///< of several lanes, in the order in which these were started
    std::size_t right;                 ///< the one that comes first
};

/// At most so many lanes are offered.
inline constexpr std::size_t most_candidates = 5;

/// Asks what happens next after `moment`. What lanes do because the run is stopped does not count. Returns
/// nothing if not two lanes do anything after it, and where records are missing, because then nobody knows. A
/// pure function of the trace, which must be complete.
std::optional<NextEventQuestion> ask_next_event(const Trace& trace, std::int64_t moment);

} // namespace interleave
