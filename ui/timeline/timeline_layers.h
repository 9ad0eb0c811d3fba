// SPDX-License-Identifier: GPL-3.0-or-later
// The three layers of the live timeline: rows, what stands around them, and what follows the hand.
#pragma once

#include "ui/timeline/overview.h"
#include "ui/timeline/row_painter.h"

#include <qcustomplot.h>

namespace interleave {

class TimelineView;

/// All lanes and objects: one plottable, whatever their number.
class RowsPlottable : public QCPAbstractPlottable {
    Q_OBJECT

public:
    RowsPlottable(QCPAxis* time, QCPAxis* rows, TimelineView& view);

    double selectTest(const QPointF& position, bool only_selectable, QVariant* details) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keys) const override;

protected:
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    TimelineView& view_;
    RowPainter painter_;
};

/// Names, axis, overview, and a sentence where there is nothing to show.
class FrameLayer : public QCPLayerable {
    Q_OBJECT

public:
    FrameLayer(QCustomPlot* plot, TimelineView& view);

protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    void drawEmpty(QCPPainter* painter) const;

    TimelineView& view_;
    Overview overview_;
};

/// Pointer, cursor, marks and selection: on a buffered layer, so that moving them draws no data.
class CursorLayer : public QCPLayerable {
    Q_OBJECT

public:
    CursorLayer(QCustomPlot* plot, TimelineView& view);

protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    enum class Weight { light, strong, dashed };
    void drawSelection(QCPPainter* painter) const;
    void drawLine(QCPPainter* painter, std::int64_t time, Weight weight, const QString& label) const;
    void drawTag(QCPPainter* painter, double x, double top, const QString& text) const;

    TimelineView& view_;
};

} // namespace interleave
