// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/timeline_frame.h"

#include "ui/rows/guard_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {
struct TimelineFrameWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

/// Returns the name of the process itself: what its lanes' names have in common, "server" of "server: log",
/// else the name of its first thread, else of its first lane.
std::string process_name(const Trace& trace, const TimelineRow& row) {
    const std::string& first = trace.lane(row.index).given_name();
    const std::string common = first.substr(0, first.find(": ") + 1); // empty if there is none
    const bool is_common = !common.empty() && std::ranges::all_of(row.members, [&](std::size_t index) {
        return trace.lane(index).given_name().starts_with(common);
    });
    if (is_common)
        return common.substr(0, common.size() - 1);
    for (const std::size_t index : row.members)
        if (trace.lane(index).kind() == LaneKind::process ||
            trace.lane(index).tid() == trace.lane(index).pid())
            return trace.lane(index).given_name();
    return trace.lane(row.index).given_name();
}
} // namespace

void TimelineFrame::add_rows_of(const Trace& trace, bool with_processors) {
    const std::vector<TimelineRow> added = timeline_rows(trace, sources.size(), {}, with_processors);
    sources.push_back({&trace, trace.time_end()});
    rows.insert(rows.end(), added.begin(), added.end());
}

QString row_name(const Trace& trace, const TimelineRow& row) {
    switch (row.kind) {
    case TimelineRow::Kind::lane:
        return QString::fromStdString(trace.lane(row.index).name());
    case TimelineRow::Kind::object:
        return QString::fromStdString(trace.object(row.index).name());
    case TimelineRow::Kind::short_lives:
        return TimelineFrameWords::tr("%1 × %2")
            .arg(row.members.size())
            .arg(QString::fromStdString(group_of(trace.lane(row.index)).second));
    case TimelineRow::Kind::processor:
        return TimelineFrameWords::tr("CPU %1").arg(row.index);
    case TimelineRow::Kind::process:
        return TimelineFrameWords::tr("%1, %2 lanes")
            .arg(QString::fromStdString(process_name(trace, row)))
            .arg(row.members.size());
    case TimelineRow::Kind::unused:
        break;
    }
    return TimelineFrameWords::tr("%1 not used").arg(row.members.size());
}

QString row_guard(const TimelineFrame& frame, const TimelineRow& row) {
    if (row.kind != TimelineRow::Kind::object || row.source != 0)
        return {};
    return guard_words(frame.guards, frame.trace_of(row).object(row.index).id());
}

QString row_detail(const TimelineFrame& frame, const TimelineRow& row) {
    const Trace& trace = frame.trace_of(row);
    switch (row.kind) {
    case TimelineRow::Kind::lane:
        break;
    case TimelineRow::Kind::object: {
        const QString kind = kind_text(trace.object(row.index).kind());
        const QString guard = row_guard(frame, row);
        return guard.isEmpty() ? kind : QStringLiteral("%1, %2").arg(kind, guard);
    }
    case TimelineRow::Kind::short_lives:
        return TimelineFrameWords::tr("short lives");
    case TimelineRow::Kind::unused:
        return TimelineFrameWords::tr("objects");
    case TimelineRow::Kind::processor:
        return TimelineFrameWords::tr("processor");
    case TimelineRow::Kind::process:
        return TimelineFrameWords::tr("process %1").arg(trace.lane(row.index).pid());
    }
    const Lane& lane = trace.lane(row.index);
    if (lane.kind() == LaneKind::track)
        return kind_text(lane.kind());
    const QString detail = QStringLiteral("%1 %2")
                               .arg(kind_text(lane.kind()))
                               .arg(lane.kind() == LaneKind::process ? lane.pid() : lane.tid());
    return detail == row_name(trace, row) ? QString() : detail;
}

QFont name_font(const TimelineFrame& frame) {
    QFont font = frame.font;
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(font.pixelSize() * frame.name_scale))));
    return font;
}

std::optional<QFont> font_in_bar(const TimelineFrame& frame, double height, double share) {
    QFont font = frame.font;
    const int letters = std::min(font.pixelSize(), static_cast<int>(height * share));
    if (letters < frame.least_letters)
        return std::nullopt;
    font.setPixelSize(letters);
    return font;
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
    const QFontMetricsF metrics(name_font(frame));
    const double detail_share = frame.has_details ? 0.85 : 0;
    double widest = 0;
    for (const TimelineRow& row : frame.rows) {
        double name = metrics.horizontalAdvance(row_name(frame.trace_of(row), row));
        name += (row.is_in_process ? 0.7 : 0) * metrics.ascent() + (row.is_pinned ? metrics.ascent() : 0);
        widest = std::max({widest, name, detail_share * metrics.horizontalAdvance(row_detail(frame, row))});
    }
    const double glyph_and_margins = 2.6 * metrics.ascent() + 8;
    return std::ceil(std::clamp(widest + glyph_and_margins, std::min(80.0, most), most));
}

} // namespace interleave
