// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_frame.h"

#include "ui/words/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

void TimelineFrame::add_rows_of(const Trace& trace) {
    const std::vector<TimelineRow> added = timeline_rows(trace, sources.size());
    sources.push_back({&trace, trace.time_end()});
    rows.insert(rows.end(), added.begin(), added.end());
}

QString row_name(const Trace& trace, const TimelineRow& row) {
    const std::string& name =
        row.kind == TimelineRow::Kind::lane ? trace.lane(row.index).name() : trace.object(row.index).name();
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString row_detail(const Trace& trace, const TimelineRow& row) {
    if (row.kind == TimelineRow::Kind::object)
        return kind_text(trace.object(row.index).kind());
    const Lane& lane = trace.lane(row.index);
    return QStringLiteral("%1 %2")
        .arg(kind_text(lane.kind()))
        .arg(lane.kind() == LaneKind::process ? lane.pid() : lane.tid());
}

void cover_if_stale(QPainter& painter, const TimelineFrame& frame, const QRectF& place) {
    if (!frame.is_stale)
        return;
    constexpr float share = 0.55F; // enough to be seen at once, and the picture can still be read
    QColor cover = frame.theme->background;
    cover.setAlphaF(share);
    painter.fillRect(place, cover);
}

double label_width(const TimelineFrame& frame, double most) {
    const QFontMetricsF metrics(frame.font);
    double widest = 0;
    for (const TimelineRow& row : frame.rows)
        widest = std::max({widest, metrics.horizontalAdvance(row_name(frame.trace_of(row), row)),
                           0.85 * metrics.horizontalAdvance(row_detail(frame.trace_of(row), row))});
    const double glyph_and_margins = 2.6 * metrics.ascent() + 8;
    return std::ceil(std::clamp(widest + glyph_and_margins, std::min(80.0, most), most));
}

} // namespace interleave
