// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/hold_histogram.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct HoldHistogramWords {
    Q_DECLARE_TR_FUNCTIONS(Gil)
};

constexpr double label_gap = 10;
constexpr double most_bar = 110; ///< a wider one looks like an area

} // namespace

void draw_hold_histogram(QPainter& painter, const QRectF& area, const GilFigures& gil, const Theme& theme,
                         const QFont& font) {
    const QFontMetricsF metrics(font);
    const double line = std::ceil(metrics.height());
    const std::vector<DurationHistogram::Bin> bins = gil.holds.bins();
    if (bins.empty())
        return;
    painter.setFont(font);
    const QRectF bars = area.adjusted(0, 2.4 * line, 0, -(line + 6));
    painter.setPen(theme.text);
    painter.drawText(QRectF(area.topLeft(), QSizeF(area.width(), line)), Qt::AlignLeft | Qt::AlignVCenter,
                     HoldHistogramWords::tr("How long it was held at a time"));
    std::uint64_t most = 1;
    for (const DurationHistogram::Bin& bin : bins)
        most = std::max(most, bin.count);
    const double width = std::min(bars.width() / static_cast<double>(bins.size()), most_bar);
    const auto edge = [&](std::size_t bin) { return bars.left() + static_cast<double>(bin) * width; };
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double height = bars.height() * static_cast<double>(bins[i].count) / static_cast<double>(most);
        painter.fillRect(QRectF(edge(i) + 0.5, bars.bottom() - height, width - 1, height),
                         theme.style(LaneState::running).fill);
        if (const QString count = count_text(bins[i].count);
            bins[i].count > 0 && metrics.horizontalAdvance(count) < width)
            painter.drawText(QRectF(edge(i), bars.bottom() - height - line - 1, width, line), Qt::AlignCenter,
                             count);
    }
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(QPointF(bars.left(), bars.bottom()), QPointF(edge(bins.size()), bars.bottom()));
    painter.setPen(theme.muted);
    double free_from = area.left() - metrics.horizontalAdvance(QStringLiteral("000.00 ms"));
    for (std::size_t i = 0; i <= bins.size(); ++i) {
        const QString label = duration_text(i < bins.size() ? bins[i].from : bins.back().until);
        const double half = metrics.horizontalAdvance(label) / 2;
        if (edge(i) - half < free_from)
            continue;
        free_from = edge(i) + half + label_gap;
        painter.drawText(QRectF(edge(i) - half - 1, bars.bottom() + 4, 2 * half + 2, line), Qt::AlignCenter,
                         label);
    }
    if (!gil.interval_ns)
        return;
    // Within a bar the place is by the logarithm, as the edges are.
    const auto interval = static_cast<double>(*gil.interval_ns);
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const auto from = static_cast<double>(std::max<std::int64_t>(1, bins[i].from));
        const auto until = static_cast<double>(bins[i].until);
        if (interval < from || interval >= until)
            continue;
        const double x = edge(i) + width * std::log(interval / from) / std::log(until / from);
        const QString words =
            HoldHistogramWords::tr("switch interval %1").arg(duration_text(*gil.interval_ns));
        painter.setPen(QPen(theme.text, 1.4, Qt::DashLine));
        painter.drawLine(QPointF(x, bars.top() - 1.2 * line), QPointF(x, bars.bottom()));
        painter.setPen(theme.text);
        painter.drawText(QRectF(x + 6, bars.top() - 1.3 * line, metrics.horizontalAdvance(words) + 2, line),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
    }
}

} // namespace interleave
