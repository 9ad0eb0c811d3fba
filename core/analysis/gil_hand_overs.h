// SPDX-License-Identifier: GPL-3.0-or-later
// A GIL, or another lock, over time: each hand-over with its reason, and for each pixel column how much of
// the time a lane held it or waited for it.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace interleave {

/// The lock went from one lane to another. Times are ns since the session's origin.
struct HandOver {
    std::int64_t released;
    std::int64_t acquired;
    LaneId from;
    LaneId to;
    std::optional<ReleaseReason> reason; ///< none if the records do not tell
    SiteId site = 0;                     ///< where the first lane let go; 0 if it is not known
};

/// Calls `visit` for each of those whose acquisition is in [from, until), in order of time. Any thread may
/// call it.
void for_each_hand_over(const Trace& trace, ObjectId object, std::int64_t from, std::int64_t until,
                        const std::function<void(const HandOver&)>& visit);

struct HandOvers {
    std::vector<HandOver> list; ///< in order of time
    std::uint64_t all = 0;      ///< in the range; more than are in the list if there were more than `most`
};

/// Returns the first `most` of those whose acquisition is in [from, until). Any thread may call it.
HandOvers hand_overs(const Trace& trace, ObjectId object, std::int64_t from, std::int64_t until,
                     std::size_t most);

/// Shares of the time of each column, from 0 to 1.
struct GilLaneColumns {
    LaneId lane;
    std::vector<float> held;
    std::vector<float> waited;
};

/// Returns the columns of the lanes that held the lock or waited for it in [from, until), in the order in
/// which they were started. Each is cut into `count` columns, which must be above 0. It walks along all
/// events. Any thread may call it.
std::vector<GilLaneColumns> gil_columns(const Trace& trace, ObjectId object, std::int64_t from,
                                        std::int64_t until, std::size_t count);

} // namespace interleave
