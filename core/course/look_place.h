// SPDX-License-Identifier: GPL-3.0-or-later
// A place in a run at which something is to be seen, as plain data.
#pragma once

#include "core/event/record.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace interleave {

/// One place at which something is to be seen. Times are ns since the session's origin.
struct LookPlace {
    enum class On {
        lane,    ///< and perhaps an object that it is about
        object,  ///< its own row
        outcome, ///< an entry of the outcome
        check    ///< a check of the run
    };

    On on = On::lane;
    LaneId lane = no_lane;
    ObjectId object = no_object;
    std::int64_t begin = 0;
    std::int64_t end = 0;                             ///< `begin` for what takes no time
    std::size_t event = static_cast<std::size_t>(-1); ///< its index on the lane, of a single event
    std::string name{};                               ///< of an entry or a check
};

} // namespace interleave
