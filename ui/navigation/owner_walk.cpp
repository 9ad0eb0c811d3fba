// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigation/owner_walk.h"

#include "core/analysis/trace_walk.h"
#include "ui/navigation/navigation.h"

namespace interleave {

void go_to_owner(const Trace& trace, Navigation& navigation) {
    const auto lane = navigation.chosenLane();
    const auto time = navigation.cursor();
    if (!lane || !time || *lane >= trace.lane_count()) {
        if (const auto stuck = most_stuck_lane(trace))
            navigation.chooseLane(stuck->lane, stuck->time);
        return;
    }
    if (const auto owner = owner_of_wait(trace, *lane, *time))
        navigation.goToOwner(*owner);
}

} // namespace interleave
