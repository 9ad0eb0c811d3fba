// SPDX-License-Identifier: GPL-3.0-or-later
// One event of a worker, as a trace keeps it.
#pragma once

#include "core/event/record.h"

#include <cstdint>

namespace interleave {

/// The content of a record except its lane, because a trace keeps events by lane.
struct Event {
    std::int64_t time;  ///< ns since the session's origin
    std::int64_t value; ///< as in EventKind
    SiteId site;
    std::uint16_t object; ///< 0: none
    EventKind kind;
    std::uint16_t detail;

    bool operator==(const Event&) const = default;
};

} // namespace interleave
