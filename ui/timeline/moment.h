// SPDX-License-Identifier: GPL-3.0-or-later
// What was the case at one moment in one row, and what happened in a stretch of time: answers in words and
// numbers.
#pragma once

#include "ui/timeline/timeline_frame.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace interleave {

/// A moment of one row. Empty strings and nothing where there is no answer.
struct Moment {
    QString row;                    ///< name of the lane or object
    QString what;                   ///< state of the lane, or of the object
    QString work;                   ///< the task or named work that the lane was at
    QString object;                 ///< what the lane waits for
    QString holder;                 ///< who has it
    std::optional<TimeRange> lasts; ///< the segment's or change's stretch
    QString file;                   ///< path of the source file
    int line = 0;
};

/// `source` must be that of the row.
Moment moment_at(const TimelineSource& source, const TimelineRow& row, std::int64_t time);

/// "worker 1: waits for lock counter, held by worker 2, for 1.25 ms (counter.cpp:42)".
QString to_line(const Moment& moment);
/// The same as a small table in rich text.
QString to_rich_text(const Moment& moment);

/// "ΔT 1.25 ms · 1,204 events · 3.10 ms waiting": waiting is summed over all lanes.
QString summary_of(const Trace& trace, const TimeRange& range);

} // namespace interleave
