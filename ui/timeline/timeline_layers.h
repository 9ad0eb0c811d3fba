// SPDX-License-Identifier: GPL-3.0-or-later
// The three layers of the live timeline in its plot: the rows, what stands around them, and what follows the
// pointer. They draw the content of a model and an overlay; who changes these requests the replot.
#pragma once

#include "ui/rows/row_painter.h"
#include "ui/timeline/overlay_painter.h"
#include "ui/timeline/overview.h"
#include "ui/timeline/timeline_model.h"

#include <qcustomplot.h>

namespace interleave {

/// Draws all lanes and objects as one plottable, whatever their number. The frame must outlive it.
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

/// Draws names, axis and overview, or a sentence where there is nothing to show. The model must outlive it.
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

/// Draws pointer, cursor, marks and selection on a buffered layer, so that moving them does not redraw the
/// rows. Model and overlay must outlive it.
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
