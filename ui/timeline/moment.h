// SPDX-License-Identifier: GPL-3.0-or-later
// Describes one row at one moment, and sums up what happened in a range of time.
#pragma once

#include "ui/rows/timeline_frame.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace interleave {

/// One row at one moment. Strings are empty and `range` is not set where there is no answer.
struct Moment {
    QString row;                    ///< name of the lane or object
    QString state;                  ///< state of the lane or object
    QString work;                   ///< the task or named work that the lane did
    QString event;                  ///< what the lane did here
    QString ending;                 ///< how the lane ended, at its end and after it
    QString object;                 ///< what the lane waits for
    QString object_kind;            ///< what that is: "lock"
    bool waits = false;             ///< it is off the processor for that; else it only wants it
    QString holder;                 ///< who holds it
    QString guard;                  ///< of a lock or a variable, "guards counter"; only a frame knows it
    QString missing;                ///< how many records are missing here: "at least 7 records"
    std::optional<TimeRange> range; ///< the time of the segment or change
    QString file;                   ///< path of the source file
    int line = 0;
    bool is_past_line = false; ///< the lane went on from the line without an event
};

/// Describes the row at `time`. `source` must be that of the row. `reach` is how far from it, in ns, events
/// and missing records are told of: what a picture shows at this place.
/// `work_row` is the row of the lane's work that is meant, nowhere for the innermost.
Moment moment_at(const TimelineSource& source, const TimelineRow& row, std::int64_t time,
                 std::int64_t reach = 0, std::size_t work_row = nowhere);

/// "worker 1: waits for counter (lock), held by worker 2, for 1.25 ms (counter.cpp:42)".
QString to_line(const Moment& moment);
/// Returns the same as a small table in rich text.
QString to_rich_text(const Moment& moment);

/// "ΔT 1.25 ms · 1,204 events · waits: lock 3.10 ms · running 1.20 ms": the states with most time, which is
/// summed over all lanes. Waits for the start or the end of others are left out.
QString summary_of(const Trace& trace, const TimeRange& range);

} // namespace interleave
