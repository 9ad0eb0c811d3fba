// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver of what a collector found: a trace, or a test that keeps everything.
#pragma once

#include "core/event/entry_info.h"
#include "core/event/record.h"

#include <cstdint>
#include <span>
#include <string>

namespace interleave {

/// Only the collector's thread calls it. A lane, an object or a file is announced before the first record
/// that names it.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    virtual void lane_appeared(const LaneInfo& lane) = 0;
    virtual void object_appeared(const ObjectInfo& object) = 0;
    /// `number` is that of site_file().
    virtual void file_appeared(std::uint32_t number, const std::string& path) = 0;
    /// The records are in order of time. A record that came too late for its place keeps its time, and the
    /// collector counts it. Within one lane the order always holds.
    virtual void records(std::span<const TimedRecord> batch) = 0;
    /// No record before this time (ns since the session's origin) will follow, except late ones.
    virtual void time_reached(std::int64_t time) = 0;
};

} // namespace interleave
