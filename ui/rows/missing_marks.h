// SPDX-License-Identifier: GPL-3.0-or-later
// Where a picture says that records are missing, in columns of pixels.
#pragma once

#include "core/trace/missing_sequence.h"
#include "core/trace/trace.h"
#include "ui/navigation/time_range.h"
#include "ui/rows/band_row.h"
#include "ui/rows/timeline_layout.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// Least width that a mark is drawn with, in logical pixels.
inline constexpr int least_missing_width = 3;

/// Columns in which records are missing: [begin, end).
struct MissingMark {
    int begin;
    int end;
    std::uint64_t count;
    bool operator==(const MissingMark&) const = default;
};

/// The time that a row shows, and its width in pixels.
struct MarkScale {
    TimeRange range;
    int width;
    int least_width;       ///< of a mark
    std::int64_t live_end; ///< where a stretch that lasts ends for now
};

/// Returns the marks of a lane, in order and apart from each other: stretches that touch in the picture are
/// one mark. The cost depends on the picture's width, not on the number of stretches.
std::vector<MissingMark> missing_marks(const MissingSequence& missing, const MarkScale& scale);
/// Returns the marks of lost switch records within the lane's life.
std::vector<MissingMark> missing_switch_marks(const Trace& trace, const Lane& lane, const MarkScale& scale);
/// Returns where records of any lane are missing, so that nothing is known for sure of any object.
std::vector<MissingMark> missing_marks_of_all(const Trace& trace, const MarkScale& scale);

/// Returns how many switch records are missing in [from, until].
std::uint64_t missing_switches_between(const Trace& trace, std::int64_t from, std::int64_t until);

/// How many records are missing at a moment, at least.
struct MissingCounts {
    std::uint64_t records = 0;
    std::uint64_t switches = 0;
};
/// Returns what is missing in a row at `time`, or at most `reach` ns away from it.
MissingCounts missing_at(const Trace& trace, const TimelineRow& row, std::int64_t time, std::int64_t reach);

/// Draws the marks over the row's whole height, each a run for words whose subject is the count, at most the
/// greatest one.
void missing_bands(const std::vector<MissingMark>& marks, StyleId style, int height, int width, BandRow& row);

} // namespace interleave
