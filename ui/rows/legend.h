// SPDX-License-Identifier: GPL-3.0-or-later
// The legend: what the colours and patterns mean that occur.
#pragma once

#include "core/trace/trace.h"
#include "ui/navigation/time_range.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <array>
#include <vector>

class QPainter;

namespace interleave {

struct LegendEntry {
    StyleId style;
    QString words;
    bool operator==(const LegendEntry&) const = default;
};

/// The states from the best to the worst, as a reader expects them.
inline constexpr std::array legend_states{
    LaneState::running,
    LaneState::running_or_ready,
    LaneState::ready,
    LaneState::waiting_lock,
    LaneState::waiting_gil,
    LaneState::waiting_semaphore,
    LaneState::waiting_condition,
    LaneState::waiting_barrier,
    LaneState::waiting_queue,
    LaneState::waiting_future,
    LaneState::waiting_join,
    LaneState::waiting_start,
    LaneState::sleeping,
    LaneState::io,
    LaneState::off_cpu,
    LaneState::unknown,
};

/// Returns the states that occur within the range in any lane, then what the objects' rows show.
std::vector<LegendEntry> legend_entries(const Trace& trace, const TimeRange& range);

/// Returns the height of the entries, wrapped into lines of this width.
double legend_height(const std::vector<LegendEntry>& entries, const QFont& font, double width);

/// `pattern_scale` is how much coarser the hatches are than usual.
void draw_legend(QPainter& painter, const std::vector<LegendEntry>& entries, const QFont& font,
                 const Theme& theme, const QRectF& place, double pattern_scale = 1);

} // namespace interleave
