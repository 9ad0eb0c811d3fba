// SPDX-License-Identifier: GPL-3.0-or-later
// All that a picture of the timeline is drawn from, on the screen or in a file: traces, rows, visible time,
// places and look.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/analysis/deadlock_ring.h"
#include "core/analysis/variable_guards.h"
#include "core/trace/trace.h"
#include "ui/rows/timeline_coordinates.h"
#include "ui/rows/timeline_layout.h"
#include "ui/theme/theme.h"

#include <QFont>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace interleave {

/// A trace whose rows a frame shows.
struct TimelineSource {
    const Trace* trace;    ///< never nullptr; must outlive the frame
    std::int64_t live_end; ///< ns, time until which the trace is complete
};

/// What one picture shows. Rows may be of several traces, whose times then count from the same origin.
/// Everything that is drawn of a row comes from the trace of that row.
struct TimelineFrame {
    std::vector<TimelineSource> sources; ///< empty if there is nothing to show
    std::vector<TimelineRow> rows;
    TimelineLayout layout;
    TimeRange range; ///< visible range
    TimeRange whole; ///< the whole run, for the overview
    const Theme* theme = nullptr;
    QFont font;
    std::size_t chosen_row = static_cast<std::size_t>(-1); ///< its label is highlighted
    std::vector<bool> pointed_out;   ///< by row: it is highlighted as a whole; those beyond the end are not
    std::vector<DeadlockRing> rings; ///< of the first source, to be drawn over the rows
    std::vector<VariableGuards> guards; ///< of the first source, to be said on its rows; empty while it grows
    std::vector<WaitLink> arrows;       ///< of the first source, to be drawn over its rows
    std::shared_ptr<const CriticalPath> path; ///< of the first source; nullptr if none is shown
    double processors = 0;      ///< that the run could use at the same time, 0 if not known: for the overview
    double pattern_scale = 1;   ///< how much coarser the hatches are than usual
    double line_scale = 1;      ///< how much thicker arrows and the critical path are than usual
    int least_letters = 9;      ///< px; words that would need smaller letters are left out
    double name_scale = 1;      ///< how much larger the rows' names are than `font`
    bool has_details = true;    ///< whether a row says below its name what it is
    bool has_mark_words = true; ///< whether events have words where there is room, beside their ticks
    bool is_stale = false;      ///< the picture is of the past: its bars are covered, its names are not

    const TimelineSource& source_of(const TimelineRow& row) const { return sources[row.source]; }
    const Trace& trace_of(const TimelineRow& row) const { return *sources[row.source].trace; }
    bool is_pointed_out(std::size_t row) const { return row < pointed_out.size() && pointed_out[row]; }
    /// Adds all rows that a trace has now, below the existing ones; `with_processors` is as in
    /// timeline_rows().
    void add_rows_of(const Trace& trace, bool with_processors = false);
};

QString row_name(const Trace& trace, const TimelineRow& row);
/// Returns what the row is: "thread 4711", "lock, guards counter".
QString row_detail(const TimelineFrame& frame, const TimelineRow& row);
/// Returns what the frame knows of a lock's or a variable's guard: "guards counter". Empty for other rows.
QString row_guard(const TimelineFrame& frame, const TimelineRow& row);

/// Returns the font of the rows' names, where there is room for it.
QFont name_font(const TimelineFrame& frame);

/// Returns the font of words in a bar of this height, of which letters may take up to `share`: none if they
/// would be smaller than the frame's least.
std::optional<QFont> font_in_bar(const TimelineFrame& frame, double height, double share);

/// Covers what was drawn in this place if the frame's picture is of the past.
void cover_if_stale(QPainter& painter, const TimelineFrame& frame, const QRectF& place);

/// Returns the width that the labels need, at most `most`.
double label_width(const TimelineFrame& frame, double most);

} // namespace interleave
