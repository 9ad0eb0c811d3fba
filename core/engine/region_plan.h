// SPDX-License-Identifier: GPL-3.0-or-later
// The size of a run's shared memory: what its scenario can need, within the limits of this process.
#pragma once

#include "core/engine/ring_plan.h"
#include "core/event/session_layout.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interleave {

struct RegionPlan {
    SessionLayout layout;
    std::string limited; ///< what is smaller than it should be and why, in words; empty if nothing is
};

/// The bytes that limits leave for a region; none if there is no limit.
struct RegionLimits {
    std::optional<std::uint64_t> addresses;
    std::optional<std::uint64_t> file_size;
};

/// Returns what the limits of this process leave now. Of the addresses it is a half, because the trace, the
/// pictures and the stacks of threads need some too.
RegionLimits region_limits();

/// A region has a ring for each lane that the scenario can have. Where a limit leaves too little for it, the
/// rings or the memory that workers share, whichever is larger, are halved until it fits. Throws RunError
/// that names the limit and the remedy if even the smallest region does not fit.
RegionPlan region_plan(const RingPlan& rings, std::uint32_t most_lanes, const RegionLimits& limits);

} // namespace interleave
