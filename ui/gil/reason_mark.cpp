// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/reason_mark.h"

#include <QPainter>
#include <QPen>
#include <QPolygonF>

namespace interleave {

void draw_reason_mark(QPainter& painter, const QPointF& middle, std::optional<ReleaseReason> reason,
                      const QColor& colour) {
    constexpr double half = reason_mark_size / 2 - 0.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.6));
    painter.setBrush(Qt::NoBrush);
    if (!reason) {
        painter.setPen(QPen(colour, 1.2, Qt::DotLine));
        painter.drawEllipse(middle, half, half);
    } else if (*reason == ReleaseReason::forced) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPolygon(QPolygonF(
            {middle + QPointF(-half, -half), middle + QPointF(half, -half), middle + QPointF(0, half)}));
    } else if (*reason == ReleaseReason::blocking_call) {
        painter.drawEllipse(middle, half - 0.5, half - 0.5);
    } else if (*reason == ReleaseReason::last) {
        painter.drawLine(middle + QPointF(-half, -half), middle + QPointF(half, half));
        painter.drawLine(middle + QPointF(-half, half), middle + QPointF(half, -half));
    } else {
        painter.drawLine(middle + QPointF(0, -half), middle + QPointF(0, half));
    }
    painter.restore();
}

} // namespace interleave
