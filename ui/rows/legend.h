// SPDX-License-Identifier: GPL-3.0-or-later
// The legend: what the colours and patterns mean that occur.
#pragma once

#include "core/trace/trace.h"
#include "ui/navigation/time_range.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace interleave {

struct LegendEntry {
    StyleId style;
    QString words;
    bool operator==(const LegendEntry&) const = default;
};

/// Returns the states that occur within the range in any lane, then what the objects' rows show.
std::vector<LegendEntry> legend_entries(const Trace& trace, const TimeRange& range);

/// Returns the height of the entries, wrapped into lines of this width.
double legend_height(const std::vector<LegendEntry>& entries, const QFont& font, double width);

/// `pattern_scale` is how much coarser the hatches are than usual.
void draw_legend(QPainter& painter, const std::vector<LegendEntry>& entries, const QFont& font,
                 const Theme& theme, const QRectF& place, double pattern_scale = 1);

} // namespace interleave
