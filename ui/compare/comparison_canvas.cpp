// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison_canvas.h"

#include <QPainter>
#include <QStringList>

namespace interleave {

namespace {
constexpr double margin = 8;
constexpr double least_row_to_read = 15;
} // namespace

ComparisonCanvas::ComparisonCanvas(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("compareCanvas"));
    setAccessibleName(tr("Runs one above the other"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(fontMetrics().height() * 8);
}

void ComparisonCanvas::showComparison(const RunComparison& comparison) {
    comparison_ = comparison;
    QStringList words; // for who cannot see it
    for (const ComparedBlock& block : comparison.blocks)
        words << QStringLiteral("%1: %2, %3").arg(block.name, work_text(block), figures_text(block));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

int ComparisonCanvas::heightForReading(int width) const {
    constexpr double any_height = 1e6;
    return static_cast<int>(placed({width - margin, any_height}, least_row_to_read).height() + margin);
}

PlacedComparison ComparisonCanvas::placed(const QSizeF& size, std::optional<double> most_row) const {
    ComparisonLook look{.theme = &theme_for(palette()), .font = font(), .legend_font = {}};
    look.font.setPixelSize(fontInfo().pixelSize());
    look.legend_font = look.font;
    look.most_row = most_row.value_or(look.most_row);
    return {comparison_, look, size.width(), size.height()};
}

void ComparisonCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = theme_for(palette());
    painter.fillRect(rect(), theme.background);
    const QRectF inner = QRectF(rect()).adjusted(0, 0, -margin, -margin);
    if (comparison_.empty()) {
        painter.setPen(theme.muted);
        painter.drawText(
            inner.adjusted(2 * margin, 0, 0, 0), Qt::AlignCenter | Qt::TextWordWrap,
            tr("Two or three runs, one above the other on one time axis: run the chosen scenario on all "
               "its backends, or add the shown run and saved ones."));
        return;
    }
    placed(inner.size()).draw(painter);
}

} // namespace interleave
