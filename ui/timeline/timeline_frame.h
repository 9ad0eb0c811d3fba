// SPDX-License-Identifier: GPL-3.0-or-later
// One picture of the timeline, whoever asks for it: what, which stretch of time, where, how it looks.
#pragma once

#include "core/trace/trace.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_coordinates.h"
#include "ui/timeline/timeline_layout.h"

#include <QFont>

#include <cstddef>
#include <vector>

namespace interleave {

/// A trace of which a frame shows rows.
struct TimelineSource {
    const Trace* trace;    ///< never nullptr; must outlive the frame
    std::int64_t live_end; ///< ns, until where the trace is complete
};

/// Rows may be of several traces, whose times then count from the same origin. Everything that is drawn of a
/// row comes from the trace of that row.
struct TimelineFrame {
    std::vector<TimelineSource> sources; ///< empty: nothing to show
    std::vector<TimelineRow> rows;
    TimelineLayout layout;
    TimeRange range; ///< what is visible
    TimeRange whole; ///< all there is, for the overview
    const Theme* theme = nullptr;
    QFont font;
    std::size_t chosen_row = static_cast<std::size_t>(-1); ///< its label stands out

    const TimelineSource& source_of(const TimelineRow& row) const { return sources[row.source]; }
    const Trace& trace_of(const TimelineRow& row) const { return *sources[row.source].trace; }
    /// Adds all rows of a trace, as it is now, below those that are there.
    void add_rows_of(const Trace& trace);
};

/// Name of a row, and what it is: "thread 4711", "lock".
QString row_name(const Trace& trace, const TimelineRow& row);
QString row_detail(const Trace& trace, const TimelineRow& row);

/// Width that the labels want, at most `most`.
double label_width(const TimelineFrame& frame, double most);

} // namespace interleave
