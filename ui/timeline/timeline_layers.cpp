// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_layers.h"

#include "ui/timeline/frame_painter.h"
#include "ui/timeline/timeline_view.h"
#include "ui/words/words.h"

#include <QFontMetricsF>

#include <cmath>

namespace interleave {

RowsPlottable::RowsPlottable(QCPAxis* time, QCPAxis* rows, TimelineView& view)
    : QCPAbstractPlottable(time, rows)
    , view_(view) {}

double RowsPlottable::selectTest(const QPointF&, bool, QVariant*) const {
    return -1;
} // the view selects by itself

QCPRange RowsPlottable::getKeyRange(bool& found, QCP::SignDomain) const {
    const TimeRange& whole = view_.viewport_.whole();
    found = view_.trace_ != nullptr;
    return {static_cast<double>(whole.from), static_cast<double>(whole.until)};
}

QCPRange RowsPlottable::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = view_.trace_ != nullptr;
    return {0, static_cast<double>(view_.frame_.rows.size())};
}

QRect RowsPlottable::clipRect() const {
    return view_.frame_.layout.plot().toAlignedRect();
}

void RowsPlottable::draw(QCPPainter* painter) {
    if (view_.trace_)
        painter_.paint(*painter, view_.frame_, frame_ticks(view_.frame_));
}

void RowsPlottable::drawLegendIcon(QCPPainter*, const QRectF&) const {} // the legend is a widget of its own

FrameLayer::FrameLayer(QCustomPlot* plot, TimelineView& view) : QCPLayerable(plot), view_(view) {}

QRect FrameLayer::clipRect() const {
    return mParentPlot->rect();
}

void FrameLayer::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void FrameLayer::draw(QCPPainter* painter) {
    const TimelineFrame& frame = view_.frame_;
    if (!view_.trace_ || frame.rows.empty()) {
        drawEmpty(painter);
        return;
    }
    overview_.draw(*painter, frame, view_.overviewRect());
    draw_labels(*painter, frame);
    draw_axis(*painter, frame, frame_ticks(frame), view_.axisRect());
}

void FrameLayer::drawEmpty(QCPPainter* painter) const {
    const QRectF place = mParentPlot->rect();
    QFont font = view_.frame_.font;
    painter->setPen(view_.frame_.theme->muted);
    if (view_.trace_) {
        painter->setFont(font);
        painter->drawText(place, Qt::AlignCenter, TimelineView::tr("Waiting for the first event …"));
        return;
    }
    font.setPixelSize(font.pixelSize() * 5 / 4);
    painter->setFont(font);
    painter->drawText(place, Qt::AlignCenter | Qt::TextWordWrap,
                      TimelineView::tr("Choose a scenario and press Run"));
}

CursorLayer::CursorLayer(QCustomPlot* plot, TimelineView& view) : QCPLayerable(plot), view_(view) {}

QRect CursorLayer::clipRect() const {
    return mParentPlot->rect();
}

void CursorLayer::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void CursorLayer::draw(QCPPainter* painter) {
    if (!view_.trace_ || view_.frame_.rows.empty())
        return;
    painter->setFont(view_.frame_.font);
    drawSelection(painter);
    for (const std::int64_t time : view_.marks_)
        drawLine(painter, time, Weight::dashed, moment_text(time));
    if (view_.loose_mark_)
        drawLine(painter, *view_.loose_mark_, Weight::dashed, moment_text(*view_.loose_mark_));
    if (view_.cursor_)
        drawLine(painter, *view_.cursor_, Weight::strong, moment_text(*view_.cursor_));
    const QRectF& plot = view_.frame_.layout.plot();
    if (view_.pointer_ && plot.contains(*view_.pointer_)) {
        const std::int64_t time = view_.timeAt(view_.pointer_->x());
        drawLine(painter, time, Weight::light, moment_text(time));
    }
}

void CursorLayer::drawSelection(QCPPainter* painter) const {
    if (!view_.selection_)
        return;
    const QRectF& plot = view_.frame_.layout.plot();
    const TimeRange& range = view_.frame_.range;
    const double from = std::clamp(pixel_of(view_.selection_->from, range, plot.left(), plot.width()),
                                   plot.left(), plot.right());
    const double until = std::clamp(pixel_of(view_.selection_->until, range, plot.left(), plot.width()),
                                    plot.left(), plot.right());
    if (until <= plot.left() || from >= plot.right())
        return;
    QColor veil = view_.frame_.theme->background;
    veil.setAlpha(150); // the rest fades, the selected part keeps its true colours
    painter->fillRect(QRectF(plot.left(), plot.top(), from - plot.left(), plot.height()), veil);
    painter->fillRect(QRectF(until, plot.top(), plot.right() - until, plot.height()), veil);
    painter->fillRect(QRectF(from, plot.top(), 1, plot.height()), view_.frame_.theme->accent);
    painter->fillRect(QRectF(until - 1, plot.top(), 1, plot.height()), view_.frame_.theme->accent);
    drawTag(painter, (from + until) / 2, plot.bottom() - QFontMetricsF(view_.frame_.font).height() - 6,
            view_.selection_summary_);
}

void CursorLayer::drawLine(QCPPainter* painter, std::int64_t time, Weight weight,
                           const QString& label) const {
    const QRectF& plot = view_.frame_.layout.plot();
    const double x = std::floor(pixel_of(time, view_.frame_.range, plot.left(), plot.width()));
    if (x < plot.left() || x >= plot.right())
        return;
    const Theme& theme = *view_.frame_.theme;
    QPen pen(weight == Weight::light ? theme.muted : theme.accent, 1);
    if (weight == Weight::dashed)
        pen.setDashPattern({4, 3});
    painter->setPen(pen);
    painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    drawTag(painter, x, view_.axisRect().top() + 5, label);
}

void CursorLayer::drawTag(QCPPainter* painter, double x, double top, const QString& text) const {
    const QFontMetricsF metrics(view_.frame_.font);
    const QRectF& plot = view_.frame_.layout.plot();
    const QSizeF size(metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
    const double left =
        std::clamp(x - size.width() / 2, plot.left(), std::max(plot.left(), plot.right() - size.width()));
    const QRectF place(QPointF(std::round(left), top), size);
    painter->fillRect(place, view_.frame_.theme->text);
    painter->setPen(view_.frame_.theme->background);
    painter->drawText(place, Qt::AlignCenter, text);
}

} // namespace interleave
