// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_legend.h"

#include "ui/gil/gil_styles.h"
#include "ui/gil/gil_words.h"
#include "ui/gil/reason_mark.h"
#include "ui/theme/band_fill.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>

namespace interleave {

namespace {

struct GilLegendWords {
    Q_DECLARE_TR_FUNCTIONS(Gil)
};

constexpr double gap_of_legend = 10;

constexpr std::array reasons_in_order{ReleaseReason::forced, ReleaseReason::blocking_call,
                                      ReleaseReason::voluntary, ReleaseReason::last};

} // namespace

void draw_gil_legend(QPainter& painter, const QRectF& place, const ShownGil& shown, std::size_t rows,
                     const Theme& theme, const QFont& font) {
    const QFontMetricsF metrics(font);
    double x = place.left();
    const auto say = [&](double sign, const QString& words, auto&& draw_sign) {
        const double width = sign + 5 + metrics.horizontalAdvance(words) + 1.6 * gap_of_legend;
        if (x + width > place.right() + gap_of_legend)
            return; // the rest of the legend has no room
        draw_sign(x);
        painter.setPen(theme.text);
        painter.drawText(QRectF(x + sign + 5, place.top(), width, place.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
        x += width;
    };
    const double middle = place.center().y();
    const auto swatch = [&](StyleId style) {
        return [&painter, &theme, style, middle](double at) {
            fill_band(painter, QRectF(at, middle - 6, 22, 12), theme.style(style));
        };
    };
    if (rows < shown.lanes.size()) {
        const std::size_t more = shown.lanes.size() - rows;
        say(0,
            more == 1 ? GilLegendWords::tr("1 more lane has no room")
                      : GilLegendWords::tr("%1 more lanes have no room").arg(more),
            [](double) {});
    }
    if (shown.figures->held_ns > shown.figures->wanted_ns)
        say(22, GilLegendWords::tr("holds it"), swatch(held_style));
    if (shown.figures->wanted_ns > 0) {
        say(22, GilLegendWords::tr("holds it while others wait"),
            swatch(held_style_of(shown.figures->kind, true)));
        say(22, GilLegendWords::tr("wants it"), swatch(wait_style_of(shown.figures->kind)));
    }
    for (const ReleaseReason reason : reasons_in_order) {
        const bool is_there = std::ranges::any_of(
            shown.hand_overs.list, [reason](const HandOver& one) { return one.reason == reason; });
        if (is_there)
            say(reason_mark_size, reason_text(reason, shown.figures->kind), [&](double at) {
                draw_reason_mark(painter, QPointF(at + reason_mark_size / 2, middle), reason, theme.text);
            });
    }
}

} // namespace interleave
