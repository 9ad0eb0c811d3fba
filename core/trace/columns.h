// SPDX-License-Identifier: GPL-3.0-or-later
// Computes what a picture of a lane needs: the exact shares of the states in each pixel column. These are
// pure functions of a trace.
#pragma once

#include "core/trace/lane.h"
#include "core/trace/object.h"

#include <array>
#include <cstdint>
#include <span>

namespace interleave {

/// One pixel column of a lane.
struct LaneColumn {
    std::array<float, state_count> share; ///< of the column's time; sums to 1 (absent included)
    LaneState worst;      ///< greatest wait state that takes any time, else the state with most time
    std::uint16_t object; ///< object of the first segment of the worst state
    bool single;          ///< the whole column is one segment
};

/// Fills `columns` for [from, until) cut into equal parts. A part shorter than a nanosecond shows the moment
/// at which it begins. What lies after `live_end` is absent. Each column costs one look-up, whatever it
/// holds. Any thread may call it.
void lane_columns(const Lane& lane, std::int64_t from, std::int64_t until, std::int64_t live_end,
                  std::span<LaneColumn> columns);

/// One pixel column of an object.
struct ObjectColumn {
    float held;           ///< share of the time that somebody holds it
    float contended_held; ///< share that somebody holds it while others wait
    float handing_off;    ///< share that nobody holds it although somebody waits
    float mean_waiters;
    std::uint16_t max_waiters; ///< never less than the mean; see below
    LaneId holder;             ///< the only holder in this column, no_lane if none or several
    std::int32_t value;        ///< at the column's end
    bool several_holders;      ///< at a time or one after the other
};

/// Does the same for an object. Shares and mean are exact. The maximum of waiters and the holders are exact
/// where a column holds at most 64 changes; of more changes, 64 spread over the column are sampled.
void object_columns(const Object& object, std::int64_t from, std::int64_t until, std::int64_t live_end,
                    std::span<ObjectColumn> columns);

} // namespace interleave
