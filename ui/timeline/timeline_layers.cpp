// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_layers.h"

#include "ui/rows/frame_painter.h"

namespace interleave {

RowsPlottable::RowsPlottable(QCPAxis* time, QCPAxis* rows, const TimelineFrame& frame)
    : QCPAbstractPlottable(time, rows)
    , frame_(frame) {}

double RowsPlottable::selectTest(const QPointF&, bool, QVariant*) const {
    return -1;
} // the view does its own selection

QCPRange RowsPlottable::getKeyRange(bool& found, QCP::SignDomain) const {
    found = !frame_.sources.empty();
    return {static_cast<double>(frame_.whole.from), static_cast<double>(frame_.whole.until)};
}

QCPRange RowsPlottable::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = !frame_.sources.empty();
    return {0, static_cast<double>(frame_.rows.size())};
}

QRect RowsPlottable::clipRect() const {
    return frame_.layout.plot().toAlignedRect();
}

void RowsPlottable::draw(QCPPainter* painter) {
    if (!frame_.sources.empty())
        painter_.paint(*painter, frame_, frame_axis(frame_).ticks);
}

void RowsPlottable::drawLegendIcon(QCPPainter*, const QRectF&) const {} // the legend is a widget of its own

FrameLayer::FrameLayer(QCustomPlot* plot, const TimelineModel& model) : QCPLayerable(plot), model_(model) {}

QRect FrameLayer::clipRect() const {
    return mParentPlot->rect();
}

void FrameLayer::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void FrameLayer::draw(QCPPainter* painter) {
    const TimelineFrame& frame = model_.frame();
    if (frame.rows.empty()) {
        drawEmpty(painter);
        return;
    }
    overview_.draw(*painter, frame, model_.overview());
    draw_labels(*painter, frame);
    draw_axis(*painter, frame, frame_axis(frame), model_.axis());
}

void FrameLayer::drawEmpty(QCPPainter* painter) const {
    const QRectF place = mParentPlot->rect();
    QFont font = model_.frame().font;
    painter->setPen(model_.frame().theme->muted);
    if (!model_.frame().sources.empty()) {
        painter->setFont(font);
        const bool has_rows = !model_.all_rows().empty();
        painter->drawText(place, Qt::AlignCenter | Qt::TextWordWrap,
                          has_rows ? tr("All rows are hidden. Shift+H shows them again.")
                                   : tr("Waiting for the first event …"));
        return;
    }
    font.setPixelSize(font.pixelSize() * 5 / 4);
    painter->setFont(font);
    painter->drawText(place, Qt::AlignCenter | Qt::TextWordWrap, tr("Press Run, or choose another scenario"));
}

CursorLayer::CursorLayer(QCustomPlot* plot, const TimelineModel& model, const TimelineOverlay& overlay)
    : QCPLayerable(plot)
    , model_(model)
    , overlay_(overlay) {}

QRect CursorLayer::clipRect() const {
    return mParentPlot->rect();
}

void CursorLayer::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(false);
}

void CursorLayer::draw(QCPPainter* painter) {
    if (model_.frame().rows.empty())
        return;
    draw_overlay(*painter, model_.frame(), overlay_, model_.band());
    cover_overview(*painter, model_.frame(), overlay_, model_.overview());
}

} // namespace interleave
