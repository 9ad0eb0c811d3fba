// SPDX-License-Identifier: GPL-3.0-or-later
// The three layers of the live timeline in its plot: rows, what stands around them, and what follows the
// hand. They draw what a model and an overlay hold; who changes those asks for the replot.
#pragma once

#include "ui/timeline/overlay_painter.h"
#include "ui/timeline/overview.h"
#include "ui/timeline/row_painter.h"
#include "ui/timeline/timeline_model.h"

#include <qcustomplot.h>

namespace interleave {

/// All lanes and objects: one plottable, whatever their number. The frame must outlive it, as with the
/// others.
class RowsPlottable : public QCPAbstractPlottable {
    Q_OBJECT

public:
    RowsPlottable(QCPAxis* time, QCPAxis* rows, const TimelineFrame& frame);

    double selectTest(const QPointF& position, bool only_selectable, QVariant* details) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keys) const override;

protected:
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    const TimelineFrame& frame_;
    RowPainter painter_;
};

/// Names, axis, overview, and a sentence where there is nothing to show.
class FrameLayer : public QCPLayerable {
    Q_OBJECT

public:
    FrameLayer(QCustomPlot* plot, const TimelineModel& model);

protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    void drawEmpty(QCPPainter* painter) const;

    const TimelineModel& model_;
    Overview overview_;
};

/// Pointer, cursor, marks and selection: on a buffered layer, so that moving them draws no data.
class CursorLayer : public QCPLayerable {
    Q_OBJECT

public:
    CursorLayer(QCustomPlot* plot, const TimelineModel& model, const TimelineOverlay& overlay);

protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    const TimelineModel& model_;
    const TimelineOverlay& overlay_;
};

} // namespace interleave
