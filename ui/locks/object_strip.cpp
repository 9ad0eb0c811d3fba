// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/object_strip.h"

#include "ui/rows/frame_painter.h"
#include "ui/rows/row_painter.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <set>

namespace interleave {

namespace {

constexpr double object_row = 64;
constexpr double lane_row = 24;
constexpr double least_lane_row = 16;

std::set<LaneId> lanes_of(const ObjectFigures& figures) {
    std::set<LaneId> lanes;
    for (const Blame& blame : figures.waits.blames) {
        lanes.insert(blame.waiter);
        if (blame.kind == BlameKind::lane)
            lanes.insert(blame.blamed);
    }
    return lanes;
}

/// Returns the rows of the object, if `of_object`, or of those lanes that had to do with it.
std::vector<TimelineRow> rows_of(const RunWaits& waits, const ObjectFigures& figures, bool of_object) {
    std::vector<TimelineRow> rows;
    const Trace& trace = *waits.trace;
    if (of_object) {
        rows.push_back({TimelineRow::Kind::object, figures.times.id - 1U});
        return rows;
    }
    const std::set<LaneId> lanes = lanes_of(figures);
    for (const std::size_t index : trace.lanes_in_order_of_start())
        if (lanes.contains(trace.lane(index).id()))
            rows.push_back({TimelineRow::Kind::lane, index});
    return rows;
}

double axis_height(const QFont& font) {
    return std::ceil(QFontMetricsF(font).height() + 8);
}

} // namespace

double over_time_height(const ObjectFigures& figures, const QFont& font) {
    return object_row + 6 + lane_row * static_cast<double>(lanes_of(figures).size()) + axis_height(font);
}

void draw_over_time(QPainter& painter, const QRectF& area, const RunWaits& waits,
                    const ObjectFigures& figures, const Theme& theme, const QFont& font, bool is_stale) {
    TimelineFrame frame;
    frame.sources.push_back({waits.trace.get(), waits.trace->time_end()});
    frame.rows = rows_of(waits, figures, true);
    frame.range = waits.range;
    frame.whole = waits.range;
    frame.theme = &theme;
    frame.font = font;
    frame.font.setPixelSize(QFontInfo(font).pixelSize()); // rows reckon in pixels
    frame.is_stale = is_stale;
    const double axis = axis_height(frame.font);
    const double room = area.height() - axis;
    std::vector<TimelineRow> lanes = rows_of(waits, figures, false);
    const double for_object = std::min(object_row, std::max(room * 0.4, std::min(room, 40.0)));
    const auto fitting =
        static_cast<std::size_t>(std::max(0.0, std::floor((room - for_object - 6) / least_lane_row)));
    lanes.resize(std::min(lanes.size(), fitting));

    TimelineFrame below = frame;
    below.rows = lanes;
    below.has_details = false;
    const double labels =
        std::max(label_width(frame, area.width() * 0.25), label_width(below, area.width() * 0.25));
    const double plot = std::max(1.0, std::floor(area.width() - labels));
    const auto lay_out = [&](TimelineFrame& laid, double top, double height, double most) {
        laid.layout = TimelineLayout(
            QRectF(area.left(), top, labels, height), QRectF(area.left() + labels, top, plot, height),
            laid.rows, {.least = std::min(most, least_lane_row), .most = most, .most_of_low = most});
    };
    lay_out(frame, area.top(), for_object, for_object);
    const TimeAxis ticks = frame_axis(frame);
    RowPainter rows;
    rows.paint(painter, frame, ticks.ticks);
    draw_labels(painter, frame);
    double bottom = area.top() + for_object;
    if (!lanes.empty()) {
        const double height = std::min(room - for_object - 6, lane_row * static_cast<double>(lanes.size()));
        lay_out(below, bottom + 6, height, lane_row);
        rows.paint(painter, below, ticks.ticks);
        draw_labels(painter, below);
        bottom += 6 + height;
    }
    draw_axis(painter, frame, ticks, QRectF(area.left(), bottom, area.width(), axis));
}

} // namespace interleave
