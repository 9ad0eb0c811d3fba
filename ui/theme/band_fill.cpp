// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/band_fill.h"

#include <QPainter>
#include <QPen>

#include <cmath>

namespace interleave {

namespace {

constexpr double least_outlined = 3;

/// Calls `visit(at)` for all multiples of `spacing` in [least, most).
template <typename Visit>
void for_multiples(double spacing, double least, double most, Visit&& visit) {
    for (double at = std::ceil(least / spacing) * spacing; at < most; at += spacing)
        visit(at);
}

void draw_stroke(QPainter& painter, const QRectF& place, const Stroke& stroke) {
    switch (stroke.direction) {
    case StrokeDirection::rising: // x + y is the same along a line
        for_multiples(stroke.spacing, place.left() + place.top(), place.right() + place.bottom(),
                      [&](double sum) {
                          painter.drawLine(QPointF(sum - place.top(), place.top()),
                                           QPointF(sum - place.bottom(), place.bottom()));
                      });
        break;
    case StrokeDirection::falling: // and here x - y
        for_multiples(stroke.spacing, place.left() - place.bottom(), place.right() - place.top(),
                      [&](double difference) {
                          painter.drawLine(QPointF(difference + place.top(), place.top()),
                                           QPointF(difference + place.bottom(), place.bottom()));
                      });
        break;
    case StrokeDirection::vertical:
        for_multiples(stroke.spacing, place.left(), place.right(), [&](double x) {
            painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()));
        });
        break;
    case StrokeDirection::dotted:
        for_multiples(stroke.spacing, place.top(), place.bottom(), [&](double y) {
            for_multiples(stroke.spacing, place.left(), place.right(), [&](double x) {
                for (const double shift : {0.0, stroke.spacing / 2})
                    painter.drawLine(QPointF(x + shift, y + shift),
                                     QPointF(x + shift + stroke.width, y + shift));
            });
        });
        break;
    case StrokeDirection::along_middle:
        painter.drawLine(QPointF(place.left(), place.center().y()),
                         QPointF(place.right(), place.center().y()));
        break;
    case StrokeDirection::beaded:
        for_multiples(stroke.spacing, place.left(), place.right(), [&](double x) {
            painter.drawLine(QPointF(x, place.center().y()), QPointF(x + stroke.width, place.center().y()));
        });
        break;
    }
}

} // namespace

void fill_band(QPainter& painter, const QRectF& place, const BandStyle& style) {
    painter.fillRect(place, style.fill);
    painter.save();
    if (style.pattern != Pattern::solid) {
        painter.setClipRect(place, Qt::IntersectClip);
        for (const Stroke& stroke : strokes_of(style.pattern)) {
            const double width =
                follows_height(style.pattern) ? middle_width(style.pattern, place.height()) : stroke.width;
            painter.setPen(QPen(style.ink, width, Qt::SolidLine, Qt::FlatCap));
            draw_stroke(painter, place, stroke);
        }
    }
    if (place.width() >= least_outlined && style.outline_kind != Outline::none) {
        QPen pen(style.outline, 1);
        if (style.outline_kind == Outline::dashed)
            pen.setDashPattern({4, 4});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        const QRectF inside = place.adjusted(0.5, 0.5, -0.5, -0.5);
        if (style.outline_kind == Outline::top)
            painter.drawLine(inside.topLeft(), inside.topRight());
        else
            painter.drawRect(inside);
    }
    painter.restore();
}

} // namespace interleave
