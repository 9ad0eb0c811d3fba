// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/frame_painter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double least_detail = 40; ///< pixels; what is cut to less says nothing

/// Draws the label's sign. It is drawn and no character, so that no font needs to have it.
void draw_sign(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row, const QPointF& centre,
               double size) {
    const QRectF box(centre.x() - size / 2, centre.y() - size / 2, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(frame.theme->muted);
    if (row.kind == TimelineRow::Kind::process) {
        const QPointF tip = row.is_collapsed ? QPointF(box.right(), box.center().y())
                                             : QPointF(box.center().x(), box.bottom());
        painter.drawPolygon(QPolygonF() << box.topLeft()
                                        << (row.is_collapsed ? box.bottomLeft() : box.topRight()) << tip);
    } else if (!row.is_of_lanes()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(frame.theme->muted, std::max(1.5, size / 5)));
        painter.drawEllipse(box.adjusted(1, 1, -1, -1));
    } else if (frame.trace_of(row).lane(row.index).kind() == LaneKind::process) {
        painter.drawRect(box);
    } else if (frame.trace_of(row).lane(row.index).kind() == LaneKind::track) {
        painter.drawPolygon(
            QPolygonF() << QPointF(box.center().x(), box.top()) << QPointF(box.right(), box.center().y())
                        << QPointF(box.center().x(), box.bottom()) << QPointF(box.left(), box.center().y()));
    } else {
        painter.drawEllipse(box);
    }
}

/// Draws an arrow to a line above it, right of a pinned row's name.
void draw_pin_sign(QPainter& painter, const TimelineFrame& frame, const QPointF& centre, double size) {
    const double half = size / 2;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(frame.theme->accent, std::max(1.2, size / 6)));
    painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, -half));
    painter.drawLine(centre + QPointF(0, half), centre + QPointF(0, -half / 3));
    painter.drawLine(centre + QPointF(0, -half / 3), centre + QPointF(-half / 1.6, half / 3));
    painter.drawLine(centre + QPointF(0, -half / 3), centre + QPointF(half / 1.6, half / 3));
}

/// Of the ascent of the names' letters: a sign, and what is free at either side of it.
constexpr double sign_share = 0.62;
constexpr double indent_share = 0.7;

void draw_label(QPainter& painter, const TimelineFrame& frame, std::size_t index) {
    const TimelineRow& row = frame.rows[index];
    const QRectF stripe = frame.layout.stripe(index);
    const QRectF label(stripe.left(), stripe.top(), frame.layout.labels().width(), stripe.height());
    const bool chosen = index == frame.chosen_row || frame.is_pointed_out(index);
    if (chosen) {
        painter.fillRect(label, frame.theme->chosen);
        painter.fillRect(QRectF(label.left(), label.top(), 3, label.height()), frame.theme->accent);
    }
    QFont font = name_font(frame);
    font.setPixelSize(
        std::max(frame.least_letters, std::min(font.pixelSize(), static_cast<int>(label.height() * 0.85))));
    const QFontMetricsF metrics(font);
    const double sign = metrics.ascent() * sign_share;
    const double indent = metrics.ascent() * indent_share;
    const double first = row.is_in_process ? indent : 0; // lanes stand to the right of their heading
    const double of_pin = row.is_pinned ? sign + 6 : 0;
    const QRectF text = label.adjusted(first + 2 * indent + sign, 0, -6 - of_pin, 0);
    QFont small = font;
    small.setPixelSize(std::max(frame.least_letters, static_cast<int>(font.pixelSize() * 0.82)));
    const QFontMetricsF small_metrics(small);
    const bool two_lines =
        frame.has_details && label.height() >= metrics.height() + small_metrics.height() + 2;
    const double block = two_lines ? metrics.height() + small_metrics.height() : metrics.height();
    const double top = label.center().y() - block / 2;
    draw_sign(painter, frame, row, {label.left() + first + indent + sign / 2, top + metrics.height() / 2},
              sign);
    if (row.is_pinned)
        draw_pin_sign(painter, frame, {label.right() - 6 - sign / 2, top + metrics.height() / 2}, sign);

    painter.setFont(font);
    painter.setPen(frame.theme->text);
    const QString name =
        metrics.elidedText(row_name(frame.trace_of(row), row), Qt::ElideMiddle, text.width());
    painter.drawText(QRectF(text.left(), top, text.width(), metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, name);
    // Below the name, or what is most worth knowing beside it.
    QString detail = row_detail(frame, row);
    QRectF place(text.left(), top + metrics.height(), text.width(), small_metrics.height());
    if (!two_lines) {
        detail = frame.has_details ? row_guard(frame, row) : QString();
        place = QRectF(text.left(), top, text.width(), metrics.height());
        place.setLeft(text.left() + metrics.horizontalAdvance(name) + indent);
    }
    if (detail.isEmpty() || place.width() < least_detail)
        return;
    painter.setFont(small);
    painter.setPen(frame.theme->muted);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                     small_metrics.elidedText(detail, Qt::ElideRight, place.width()));
}

} // namespace

TimeAxis frame_axis(const TimelineFrame& frame) {
    const QFontMetricsF metrics(frame.font);
    return nice_axis(frame.range, frame.layout.plot().width(), 2.0 * metrics.height(),
                     [&](const QString& label) { return metrics.horizontalAdvance(label); });
}

double room_of_sign(const TimelineFrame& frame) {
    return QFontMetricsF(name_font(frame)).ascent() * (sign_share + 2 * indent_share);
}

void draw_labels(QPainter& painter, const TimelineFrame& frame) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (std::size_t row = 0; row < frame.rows.size(); ++row) {
        if (!frame.layout.is_visible(row))
            continue;
        const QRectF region = frame.layout.region(row);
        const QRectF& labels = frame.layout.labels();
        painter.setClipRect(QRectF(labels.left(), region.top(), labels.width(), region.height()));
        if (row % 2 == 0)
            painter.fillRect(frame.layout.stripe(row) & labels, frame.theme->stripe);
        draw_label(painter, frame, row);
    }
    painter.restore();
    const TimelineLayout& layout = frame.layout;
    if (layout.pinned_count() > 0)
        painter.fillRect(QRectF(layout.labels().left(), layout.pinned_bottom(),
                                layout.plot().right() - layout.labels().left(), 1),
                         frame.theme->axis);
}

void draw_axis(QPainter& painter, const TimelineFrame& frame, const TimeAxis& axis, const QRectF& place) {
    const QRectF& plot = frame.layout.plot();
    painter.save();
    painter.fillRect(QRectF(plot.left(), place.top(), plot.width(), 1), frame.theme->axis);
    painter.setFont(frame.font);
    const QFontMetricsF metrics(frame.font);
    double first = place.left(); // where labels may begin
    if (!axis.offset.isEmpty()) {
        first += metrics.horizontalAdvance(axis.offset) + metrics.height();
        painter.setPen(frame.theme->muted);
        painter.drawText(QRectF(place.left(), place.top() + 6, first - place.left(), place.height() - 6),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, axis.offset);
    }
    for (const Tick& tick : axis.ticks) {
        const double x = std::floor(pixel_of(tick.time, frame.range, plot.left(), plot.width()));
        const double width = metrics.horizontalAdvance(tick.label);
        if (x < plot.left() || x > plot.right())
            continue;
        painter.fillRect(QRectF(x, place.top(), 1, 5), frame.theme->muted);
        // A label at an edge is not cut but moves inwards, which the gap between labels leaves room for.
        const double left = std::clamp(x - width / 2, first, std::max(first, place.right() - width));
        if (left > x) // there is no room beside the offset
            continue;
        painter.setPen(frame.theme->text);
        painter.drawText(QRectF(left, place.top() + 6, width, place.height() - 6),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, tick.label);
    }
    painter.restore();
}

} // namespace interleave
