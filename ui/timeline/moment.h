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

Moment moment_at(const Trace& trace, const TimelineRow& row, std::int64_t time, std::int64_t live_end);

/// "worker 1: waits for lock counter, held by worker 2, for 1.25 ms (counter.cpp:42)".
QString to_line(const Moment& moment);
/// The same as a small table in rich text.
QString to_rich_text(const Moment& moment);

/// Whom the lane waits for at this moment: the holder of the object, or the worker to be joined.
std::optional<std::size_t> owner_of_wait(const Trace& trace, std::size_t lane, std::int64_t time);

/// "ΔT 1.25 ms · 1,204 events · 3.10 ms waiting": waiting is summed over all lanes.
QString summary_of(const Trace& trace, const TimeRange& range);

} // namespace interleave
