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

struct TimelineFrame {
    const Trace* trace = nullptr; ///< nullptr: nothing to show
    std::vector<TimelineRow> rows;
    TimelineLayout layout;
    TimeRange range;
    std::int64_t live_end = 0; ///< until where the trace is complete
    const Theme* theme = nullptr;
    QFont font;
    std::size_t chosen_row = static_cast<std::size_t>(-1); ///< its label stands out
};

/// The whole run: from 0 to its last complete moment, at least a microsecond.
TimeRange whole_range(const Trace& trace) noexcept;

/// Name of a row, and what it is: "thread 4711", "lock".
QString row_name(const Trace& trace, const TimelineRow& row);
QString row_detail(const Trace& trace, const TimelineRow& row);

/// Width that the labels want, at most `most`.
double label_width(const TimelineFrame& frame, double most);

} // namespace interleave
