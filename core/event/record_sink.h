// SPDX-License-Identifier: GPL-3.0-or-later
// Who takes what a collector found: a trace, or a test that keeps it all.
#pragma once

#include "core/event/entry_info.h"
#include "core/event/record.h"

#include <cstdint>
#include <span>
#include <string>

namespace interleave {

/// Called by the collector's thread only; a lane, an object or a file is announced before the first record
/// that names it.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    virtual void lane_appeared(const LaneInfo& lane) = 0;
    virtual void object_appeared(const ObjectInfo& object) = 0;
    /// `number` as in site_file().
    virtual void file_appeared(std::uint32_t number, const std::string& path) = 0;
    /// Records in order of time. A record that came too late for its place has the time it has, and is
    /// counted by the collector; within one lane the order always holds.
    virtual void records(std::span<const TimedRecord> batch) = 0;
    /// No record before this time (ns since the session's origin) will follow, but for late ones.
    virtual void time_reached(std::int64_t time) = 0;
};

} // namespace interleave
