// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/path_strip.h"

#include "ui/rows/frame_painter.h"
#include "ui/rows/path_painter.h"
#include "ui/rows/row_painter.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double usual_row = 32;

double axis_height_of(const QFont& font) {
    return std::ceil(QFontMetricsF(font).height() + 8);
}

/// Returns at most `most` of the lanes, in the order in which they were started.
std::vector<TimelineRow> rows_of_path(const Trace& trace, const PathShares& shares, std::size_t most) {
    const auto first = shares.lanes.begin();
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(most, shares.lanes.size()));
    std::vector<TimelineRow> rows;
    for (const std::size_t index : trace.lanes_in_order_of_start())
        if (std::find_if(first, last, [&](const LaneShare& share) {
                return share.lane == trace.lane(index).id();
            }) != last)
            rows.push_back({TimelineRow::Kind::lane, index});
    return rows;
}

} // namespace

double path_strip_height(const ShownPath& shown, const QFont& font) {
    return usual_row * static_cast<double>(shown.shares.lanes.size()) + axis_height_of(font);
}

void draw_path_strip(QPainter& painter, const QRectF& area, const Trace& trace, const ShownPath& shown,
                     const Theme& theme, const QFont& font) {
    TimelineFrame frame;
    frame.font = font;
    frame.font.setPixelSize(QFontInfo(font).pixelSize()); // rows reckon in pixels
    const double axis = axis_height_of(frame.font);
    const double room = std::max(0.0, area.height() - axis);
    frame.sources.push_back({&trace, trace.time_end()});
    frame.rows = rows_of_path(trace, shown.shares, static_cast<std::size_t>(room / usual_row));
    frame.range = {shown.path.from(), std::max(shown.path.until, shown.path.from() + 1)};
    frame.whole = frame.range;
    frame.theme = &theme;
    frame.has_details = false;
    frame.path = std::make_shared<const CriticalPath>(shown.path);
    const double labels = label_width(frame, area.width() * 0.25);
    const double height = std::min(room, usual_row * static_cast<double>(frame.rows.size()));
    frame.layout =
        TimelineLayout(QRectF(area.left(), area.top(), labels, height),
                       QRectF(area.left() + labels, area.top(), std::max(1.0, area.width() - labels), height),
                       frame.rows, {.least = usual_row, .most = usual_row, .most_of_low = usual_row});
    const TimeAxis ticks = frame_axis(frame);
    RowPainter rows;
    rows.paint(painter, frame, ticks.ticks);
    draw_critical_path(painter, frame);
    draw_labels(painter, frame);
    draw_axis(painter, frame, ticks, QRectF(area.left(), area.top() + height, area.width(), axis));
}

} // namespace interleave
