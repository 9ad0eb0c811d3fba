// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/arrow_painter.h"

#include "ui/rows/lane_bars.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double arrow_thickness = 1.3;
constexpr double arrow_halo = 2.5; ///< wider than the line, both sides together
constexpr double arrow_head = 4;
constexpr double most_bend = 24;
constexpr double after_effect = 1.5; ///< px, so that the tip is on the bar that it leads to

/// An arrow in the painter's coordinates.
struct Shape {
    QPainterPath line;
    QPolygonF tip;
};

Shape shape_of(const QPointF& from, const QPointF& to) {
    const double down = to.y() > from.y() ? 1 : -1;
    const QPointF neck(to.x(), to.y() - down * arrow_head);
    const double bend = down * std::min(most_bend, std::abs(neck.y() - from.y()) * 0.45);
    Shape shape;
    shape.line.moveTo(from);
    shape.line.cubicTo(from + QPointF(0, bend), neck - QPointF(0, bend), neck);
    shape.tip << to << QPointF(to.x() - 0.75 * arrow_head, neck.y())
              << QPointF(to.x() + 0.75 * arrow_head, neck.y());
    return shape;
}

} // namespace

void draw_arrows(QPainter& painter, const TimelineFrame& frame) {
    if (frame.arrows.empty())
        return;
    const LaneBars bars(frame);
    const QRectF& plot = frame.layout.plot();
    const auto x_of = [&](std::int64_t time) {
        // What begins far outside comes in from the edge at an angle that can still be seen.
        return std::clamp(pixel_of(time, frame.range, plot.left(), plot.width()), plot.left() - plot.width(),
                          plot.right() + plot.width());
    };
    std::vector<Shape> shapes;
    for (const WaitLink& link : frame.arrows) {
        const auto from = bars.row_of(link.cause.lane);
        const auto to = bars.row_of(link.effect.lane);
        if (!from || !to || *from == *to)
            continue;
        const QRectF& begin = bars.bar(*from);
        const QRectF& end = bars.bar(*to);
        const bool down = end.top() > begin.top();
        shapes.push_back(shape_of({x_of(link.cause.time), down ? begin.bottom() : begin.top()},
                                  {x_of(link.effect.time) + after_effect, down ? end.top() : end.bottom()}));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(frame.theme->background, arrow_thickness * frame.line_scale + arrow_halo,
                        Qt::SolidLine, Qt::FlatCap));
    for (const Shape& shape : shapes)
        painter.drawPath(shape.line);
    for (const Shape& shape : shapes) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(frame.theme->arrow, arrow_thickness * frame.line_scale, Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(shape.line);
        painter.setPen(QPen(frame.theme->background, 1));
        painter.setBrush(frame.theme->arrow);
        painter.drawPolygon(shape.tip);
    }
    painter.restore();
}

} // namespace interleave
