// SPDX-License-Identifier: GPL-3.0-or-later
// Finds lost updates: a lane read a variable, another lane wrote it, and the first lane then overwrote that
// without having seen it.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace interleave {

/// One lost update. Times are ns since the session's origin.
struct LostUpdate {
    ObjectId variable;
    LaneId lane;             ///< that wrote without having seen the other write
    LaneId other;            ///< whose write is lost
    std::int64_t read_time;  ///< of the lane's last read
    std::int64_t other_time; ///< of the other lane's last write since then
    std::int64_t write_time; ///< of the write that overwrote it
    std::int64_t value_read;
    std::int64_t value_lost; ///< what the other lane wrote
    std::int64_t value_written;

    bool operator==(const LostUpdate&) const = default;
};

/// Returns the update that the event `index` of `lane` loses, or nothing if it is no write or loses none.
/// Without a read by the lane before it a write is no update, so it loses none; nor is one told where
/// records of the lane are missing in between. A pure function of the trace;
/// any thread may call it. It looks back over the lane's events to its last read of the variable, and over
/// the variable's changes since then, over at most 10,000 of each.
std::optional<LostUpdate> lost_update_at(const Trace& trace, const Lane& lane, std::size_t index);

/// Returns the update that a variable's change `index` loses, or nothing if that is no write or loses none.
std::optional<LostUpdate> lost_update_by_change(const Trace& trace, const Object& variable,
                                                std::size_t index);

/// Returns whether an update of another lane lost what `event` of `lane` wrote. The variable's next write
/// decides, if it is near.
bool is_lost_write(const Trace& trace, const Lane& lane, const Event& event);

} // namespace interleave
