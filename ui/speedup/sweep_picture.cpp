// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/sweep_picture.h"

#include "ui/speedup/sweep_chart.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

Drawing sweep_drawing(const SweepRequest& request, const SweepResult& result) {
    return [&request, &result](QPainter& painter, const PictureOptions& options) {
        const Theme& theme = theme_of(options.theme);
        const QRectF sheet(QPointF(0, 0), QSizeF(options.size));
        painter.fillRect(sheet, theme.background);
        const double base = std::max(9.0, std::min(sheet.height() / 48, sheet.width() / 80));
        const QRectF inner = sheet.adjusted(1.5 * base, 1.3 * base, -1.5 * base, -1.3 * base);
        QFont font;
        font.setPixelSize(static_cast<int>(std::lround(base * 1.4)));
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(theme.text);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, options.title);
        font.setBold(false);
        font.setPixelSize(std::max(7, static_cast<int>(std::lround(base * 0.82))));
        painter.setFont(font);
        painter.setPen(theme.muted);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, options.caption);
        const double caption =
            painter.boundingRect(inner, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, options.caption)
                .height();
        font.setPixelSize(static_cast<int>(std::lround(base)));
        draw_sweep(painter, inner.adjusted(0, 2.6 * base, 0, -caption - base), request, result, theme, font);
    };
}

} // namespace interleave
