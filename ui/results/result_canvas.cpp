// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_canvas.h"

#include "ui/results/result_chart.h"
#include "ui/words/words.h"

#include <QPainter>
#include <QStringList>

namespace interleave {

namespace {

/// Returns the bars in words, for who cannot see them.
QString bars_text(const ShownResult& shown) {
    QStringList parts;
    for (const ResultBar& bar : shown.bars)
        parts << QStringLiteral("%1: %2").arg(bar.label, count_text(bar.count));
    return parts.join(QStringLiteral("; "));
}

} // namespace

ResultCanvas::ResultCanvas(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("resultsCanvas"));
    setAccessibleName(tr("Histogram of the results"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(fontMetrics().height() * 5);
}

void ResultCanvas::showResult(const std::optional<ShownResult>& shown, bool is_stale) {
    shown_ = shown;
    is_stale_ = is_stale;
    setAccessibleDescription(shown ? shown->title + QStringLiteral(": ") + bars_text(*shown) : QString());
    update();
}

void ResultCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = theme_for(palette());
    painter.fillRect(rect(), theme.background);
    const QRectF inner = QRectF(rect()).adjusted(10, 4, -10, -4);
    if (shown_) {
        draw_result(painter, inner, *shown_, theme, font(), is_stale_);
        return;
    }
    painter.setPen(theme.muted);
    painter.drawText(
        inner, Qt::AlignCenter | Qt::TextWordWrap,
        tr("One good run convinces wrongly. Measure runs the same many times with what is set, and shows "
           "how often each result came."));
}

} // namespace interleave
