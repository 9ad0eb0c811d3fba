// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/object_strip.h"

#include "ui/rows/frame_painter.h"
#include "ui/rows/row_painter.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace interleave {

namespace {

struct ObjectStripWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

constexpr double object_row = 64;
constexpr double lane_row = 24;
constexpr double least_lane_row = 16;

/// Returns the lanes that had to do with the object, and for how long they waited or others waited for them.
std::map<LaneId, std::int64_t> lanes_of(const ObjectFigures& figures) {
    std::map<LaneId, std::int64_t> lanes;
    for (const Blame& blame : figures.waits.blames) {
        lanes[blame.waiter] += blame.waited;
        if (blame.kind == BlameKind::lane)
            lanes[blame.blamed] += blame.waited;
    }
    return lanes;
}

/// Returns rows of those lanes in the order in which they were started. If there are more than `most`, it is
/// those that had most to do with it.
std::vector<TimelineRow> lane_rows(const RunWaits& waits, const ObjectFigures& figures, std::size_t most) {
    const std::map<LaneId, std::int64_t> times = lanes_of(figures);
    std::vector<std::pair<LaneId, std::int64_t>> lanes(times.begin(), times.end());
    std::ranges::stable_sort(lanes, std::ranges::greater(), &std::pair<LaneId, std::int64_t>::second);
    lanes.resize(std::min(most, lanes.size()));
    std::vector<TimelineRow> rows;
    for (const std::size_t index : waits.trace->lanes_in_order_of_start())
        if (std::ranges::count(lanes, waits.trace->lane(index).id(),
                               &std::pair<LaneId, std::int64_t>::first) > 0)
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
    frame.rows.push_back({TimelineRow::Kind::object, figures.times.id - 1U});
    frame.range = waits.range;
    frame.whole = waits.range;
    frame.theme = &theme;
    frame.font = font;
    frame.font.setPixelSize(QFontInfo(font).pixelSize()); // rows reckon in pixels
    frame.is_stale = is_stale;
    const double axis = axis_height(frame.font);
    const double room = area.height() - axis;
    const double for_object = std::min(object_row, std::max(room * 0.4, std::min(room, 40.0)));
    const auto fitting =
        static_cast<std::size_t>(std::max(0.0, std::floor((room - for_object - 6) / least_lane_row)));
    const std::vector<TimelineRow> lanes = lane_rows(waits, figures, fitting);

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
    if (const std::size_t all = lanes_of(figures).size(); lanes.size() < all && ticks.offset.isEmpty()) {
        painter.setFont(frame.font);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(area.left(), bottom, labels, axis), Qt::AlignLeft | Qt::AlignVCenter,
                         ObjectStripWords::tr("and %1 more").arg(all - lanes.size()));
    }
}

} // namespace interleave
