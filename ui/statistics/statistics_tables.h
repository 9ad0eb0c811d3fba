// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics as tables of words and as one sentence. The pure functions are the model of the view and can
// be tested without a window.
#pragma once

#include "ui/statistics/shown_statistics.h"
#include "ui/table/table.h"

#include <QString>

namespace interleave {

/// Makes one row per lane: its kind, its end, its time in each state that any lane was in, and how often it
/// left its processor or came to another one. A time that cannot be told, because records are missing within
/// the range, is a question mark. Each row has the lane's number as its name.
Table lane_table(const Trace& trace, const RangeFigures& figures);
/// Makes the same as a sheet has room for it: where it has many columns, kind and end are left out, and the
/// unit is told once.
Table narrow_lane_table(const Trace& trace, const RangeFigures& figures);
/// Makes one row per object that lanes waited for, those of the longest time first. Each row has the object's
/// number as its name.
Table wait_table(const Trace& trace, const RangeFigures& figures);
/// Makes one row per printed line, in order of time. Each row has the lane's number as its name.
Table output_table(const Trace& trace, const RangeFigures& figures);
/// Makes one row per kind of event that occurred, the most frequent first.
Table kind_table(const RangeFigures& figures);

/// Says how many lanes ran at once, and counts switches, preemptions, migrations and events.
QString summary_text(const ShownStatistics& shown);

} // namespace interleave
