// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/end_mark.h"

#include "ui/rows/event_marks.h"
#include "ui/words/ending_words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double cap_width = 3;
/// Between cap and plate, and beside the words in it.
constexpr double gap = 3;
constexpr double end_margin = 5;

/// What took a lane along is told in words alone.
bool has_cross(const LaneEnding& ending) {
    return ending.is_failure();
}

double cross_size(const QFontMetricsF& metrics) {
    return std::round(metrics.ascent() * 0.6);
}

/// Places the plate behind the end, or where there is no room before it.
void place_plate(EndMark& mark, const QFontMetricsF& metrics, const QRectF& bar) {
    const bool cross = has_cross(mark.ending);
    if (!cross && mark.words.isEmpty())
        return;
    double width = 2 * end_margin;
    if (cross)
        width += cross_size(metrics);
    if (!mark.words.isEmpty())
        width += metrics.horizontalAdvance(mark.words) + (cross ? end_margin : 0);
    const double height = std::min(bar.height(), metrics.height() + 4);
    double left = mark.cap.right() + gap;
    if (left + width > bar.right())
        left = mark.cap.left() - gap - width;
    if (left >= bar.left())
        mark.plate = QRectF(std::round(left), std::round(bar.center().y() - height / 2), std::ceil(width),
                            std::round(height));
}

void draw_cross(QPainter& painter, const QPointF& centre, double size, const QColor& ink) {
    painter.setPen(QPen(ink, std::max(1.5, size / 5), Qt::SolidLine, Qt::RoundCap));
    const QPointF half(size / 2, size / 2);
    painter.drawLine(centre - half, centre + half);
    painter.drawLine(centre + QPointF(-half.x(), half.y()), centre + QPointF(half.x(), -half.y()));
}

} // namespace

std::optional<EndMark> end_mark(const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar,
                                double row_height) {
    const Trace& trace = frame.trace_of(row);
    const Lane& lane = trace.lane(row.index);
    if (lane.end() < frame.range.from || lane.end() > frame.range.until)
        return std::nullopt;
    const auto ending = lane_ending(trace, lane);
    if (!ending || ending->by == LaneEnding::By::itself || ending->by == LaneEnding::By::run)
        return std::nullopt;
    EndMark mark{.ending = *ending, .cap = {}, .plate = {}};
    const double width = has_cross(*ending) ? cap_width : cap_width - 1;
    const double x = std::floor(pixel_of(lane.end(), frame.range, bar.left(), bar.width()));
    mark.cap = QRectF(std::clamp(x, bar.left(), bar.right() - width), bar.top(), width, bar.height());
    if (row_height < least_row_for_cross)
        return mark;
    const QFontMetricsF metrics(mark_font(frame, bar.height()));
    if (row_height >= least_row_for_end_words)
        mark.words = short_ending_words(trace, *ending);
    place_plate(mark, metrics, bar);
    if (mark.plate.isEmpty() && !mark.words.isEmpty()) { // the cross alone may have room
        mark.words.clear();
        place_plate(mark, metrics, bar);
    }
    return mark;
}

void draw_end_mark(QPainter& painter, const TimelineFrame& frame, const EndMark& mark, const QRectF& bar) {
    const Theme& theme = *frame.theme;
    const bool cross = has_cross(mark.ending);
    painter.fillRect(mark.cap, cross ? theme.error : theme.muted);
    if (mark.plate.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setFont(mark_font(frame, bar.height()));
    painter.setPen(cross ? QPen(Qt::NoPen) : QPen(theme.border, 1));
    painter.setBrush(cross ? theme.error : theme.background);
    painter.drawRoundedRect(mark.plate, 3, 3);
    double left = mark.plate.left() + end_margin;
    if (cross) {
        const double size = cross_size(QFontMetricsF(painter.font()));
        draw_cross(painter, {left + size / 2, mark.plate.center().y()}, size, theme.on_error);
        left += size + end_margin;
    }
    painter.setPen(cross ? theme.on_error : theme.muted);
    painter.drawText(QRectF(left, mark.plate.top(), mark.plate.right() - left, mark.plate.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, mark.words);
    painter.restore();
}

} // namespace interleave
