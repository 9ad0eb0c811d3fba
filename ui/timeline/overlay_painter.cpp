// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overlay_painter.h"

#include "ui/timeline/frame_painter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

enum class LineStyle { light, strong, dashed };

/// Draws words on a background of their own, centred at `x` but within the plot.
void draw_tag(QPainter& painter, const TimelineFrame& frame, double x, const QRectF& band,
              const QString& text) {
    const QFontMetricsF metrics(frame.font);
    const QRectF& plot = frame.layout.plot();
    const QSizeF size(metrics.horizontalAdvance(text) + 10, std::min(band.height(), metrics.height() + 2));
    const double left =
        std::clamp(x - size.width() / 2, plot.left(), std::max(plot.left(), plot.right() - size.width()));
    const QRectF place(QPointF(std::round(left), band.bottom() - size.height()), size);
    painter.fillRect(place, frame.theme->text);
    painter.setPen(frame.theme->background);
    painter.drawText(place, Qt::AlignCenter, text);
}

void draw_line(QPainter& painter, const TimelineFrame& frame, std::int64_t time, LineStyle style,
               const QRectF& band) {
    const QRectF& plot = frame.layout.plot();
    const double x = std::floor(pixel_of(time, frame.range, plot.left(), plot.width()));
    if (x < plot.left() || x >= plot.right())
        return;
    QPen pen(style == LineStyle::light ? frame.theme->muted : frame.theme->accent, 1);
    if (style == LineStyle::dashed)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    draw_tag(painter, frame, x, band, moment_text(time, frame_axis(frame).step));
}

void draw_selection(QPainter& painter, const TimelineFrame& frame, const TimeRange& selection,
                    const QString& summary, const QRectF& band) {
    const QRectF& plot = frame.layout.plot();
    const auto pixel = [&](std::int64_t time) {
        return std::clamp(pixel_of(time, frame.range, plot.left(), plot.width()), plot.left(), plot.right());
    };
    const double from = pixel(selection.from);
    const double until = pixel(selection.until);
    if (until <= plot.left() || from >= plot.right())
        return;
    QColor shade = frame.theme->background;
    shade.setAlpha(150); // what is not selected fades
    painter.fillRect(QRectF(plot.left(), plot.top(), from - plot.left(), plot.height()), shade);
    painter.fillRect(QRectF(until, plot.top(), plot.right() - until, plot.height()), shade);
    painter.fillRect(QRectF(from, plot.top(), 1, plot.height()), frame.theme->accent);
    painter.fillRect(QRectF(until - 1, plot.top(), 1, plot.height()), frame.theme->accent);
    draw_tag(painter, frame, (from + until) / 2, band, summary);
}

} // namespace

void draw_overlay(QPainter& painter, const TimelineFrame& frame, const TimelineOverlay& overlay,
                  const QRectF& band) {
    painter.setFont(frame.font);
    if (overlay.selection)
        draw_selection(painter, frame, *overlay.selection, overlay.selection_summary, band);
    for (const std::int64_t time : overlay.marks)
        draw_line(painter, frame, time, LineStyle::dashed, band);
    if (overlay.cursor)
        draw_line(painter, frame, *overlay.cursor, LineStyle::strong, band);
    if (overlay.pointer)
        draw_line(painter, frame, *overlay.pointer, LineStyle::light, band);
}

} // namespace interleave
