// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/view/chart_canvas.h"

#include <QPainter>

#include <utility>

namespace interleave {

namespace {
constexpr float stale_cover = 0.55F; ///< as over the timeline's bars
} // namespace

ChartCanvas::ChartCanvas(const QString& name, const QString& title, QWidget* parent) : QWidget(parent) {
    setObjectName(name);
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize ChartCanvas::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 8};
}

QRectF ChartCanvas::area() const {
    return QRectF(rect()).adjusted(10, 6, -10, -4);
}

void ChartCanvas::showDrawing(Draw draw, const QString& description) {
    draw_ = std::move(draw);
    setAccessibleDescription(description);
    update();
}

void ChartCanvas::showHint(const QString& hint) {
    draw_ = nullptr;
    hint_ = hint;
    setAccessibleDescription(hint);
    update();
}

void ChartCanvas::setStale(bool is_stale) {
    is_stale_ = is_stale;
    update();
}

void ChartCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = theme_for(palette());
    painter.fillRect(rect(), theme.background);
    if (!draw_) {
        painter.setPen(theme.muted);
        painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap, hint_);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    draw_(painter, area(), theme);
    if (!is_stale_)
        return;
    QColor cover = theme.background;
    cover.setAlphaF(stale_cover);
    painter.fillRect(rect(), cover);
}

} // namespace interleave
