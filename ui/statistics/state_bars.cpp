// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/state_bars.h"

#include "core/analysis/missing_records.h"
#include "ui/rows/legend.h"
#include "ui/theme/band_fill.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

struct StateBarWords {
    Q_DECLARE_TR_FUNCTIONS(Statistics)
};

/// Parts of a bar in the order of the legend.
struct StatePart {
    StyleId style;
    std::int64_t ns;
};

/// Returns the parts of a lane that are told, and as the last one those that are not.
std::vector<StatePart> parts_of_lane(const LaneFigures& lane, const CollectorCounts& missing) {
    std::vector<StatePart> parts;
    std::int64_t untold = 0;
    for (const LaneState state : legend_states) {
        const std::int64_t ns = lane.times[static_cast<std::size_t>(state)];
        if (ns <= 0)
            continue;
        if (is_whole(state, missing))
            parts.push_back({style_of(state), ns});
        else
            untold += ns;
    }
    if (untold > 0)
        parts.push_back({missing_style, untold});
    return parts;
}

std::vector<LegendEntry> legend_of_bars(const RangeFigures& figures) {
    std::array<bool, style_count> is_shown{};
    for (const LaneFigures& lane : figures.lanes)
        for (const StatePart& part : parts_of_lane(lane, figures.missing))
            is_shown[part.style] = true;
    std::vector<LegendEntry> entries;
    for (const LaneState state : legend_states)
        if (is_shown[style_of(state)])
            entries.push_back({style_of(state), style_text(style_of(state))});
    if (is_shown[missing_style])
        entries.push_back({missing_style, StateBarWords::tr("cannot be told, records are missing")});
    return entries;
}

double bar_row(const QFontMetricsF& metrics) {
    return std::ceil(metrics.height() * 1.35);
}

/// The least height of a row, where more of them are to be seen.
double tight_row(const QFontMetricsF& metrics) {
    return std::ceil(metrics.height());
}

} // namespace

double state_bars_height(const ShownStatistics& shown, const QFont& font, double width) {
    const QFontMetricsF metrics(font);
    return static_cast<double>(shown.figures.lanes.size()) * bar_row(metrics) +
           legend_height(legend_of_bars(shown.figures), font, width) + metrics.height() * 0.5;
}

void draw_state_bars(QPainter& painter, const QRectF& area, const ShownStatistics& shown, const Theme& theme,
                     const QFont& font) {
    const RangeFigures& figures = shown.figures;
    if (figures.lanes.empty())
        return;
    painter.save();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const auto legend = legend_of_bars(figures);
    const double usual_row = bar_row(metrics);
    const double legend_needs = legend_height(legend, font, area.width()) + metrics.height() * 0.3;
    // In a low panel the lanes come first; the timeline above it has the same legend.
    const std::size_t lanes = figures.lanes.size();
    const bool has_legend =
        area.height() >= legend_needs + static_cast<double>(std::min<std::size_t>(lanes, 4)) * usual_row;
    const double legend_room = has_legend ? legend_needs : 0;
    const bool is_tight = static_cast<double>(lanes) * usual_row > area.height() - legend_room;
    const double least_row = is_tight ? tight_row(metrics) : usual_row;
    const double bar_share = is_tight ? 0.88 : 0.72;
    const auto room =
        static_cast<std::size_t>(std::max(1.0, std::floor((area.height() - legend_room) / least_row)));
    const std::size_t drawn = lanes <= room ? lanes : std::max<std::size_t>(1, room - 1);
    // Few bars are higher, so that they can be seen from afar.
    const std::size_t rows = drawn < lanes ? drawn + 1 : drawn;
    const double row =
        std::clamp((area.height() - legend_room) / static_cast<double>(rows), least_row, 1.6 * usual_row);

    double names = 0;
    double longest = 1;
    for (const LaneFigures& lane : figures.lanes) {
        names = std::max(
            names, metrics.horizontalAdvance(QString::fromStdString(shown.trace->lane(lane.lane).name())));
        double known = 0;
        for (const StatePart& part : parts_of_lane(lane, figures.missing))
            known += static_cast<double>(part.ns);
        longest = std::max(longest, known);
    }
    names = std::min(std::ceil(names) + 1, area.width() * 0.25);
    const double gap = metrics.averageCharWidth() * 1.2;
    const double left = std::round(area.left() + names + gap);
    const double scale = std::max(1.0, area.right() - left) / longest;
    double top = area.top();
    for (std::size_t i = 0; i < drawn; ++i, top += row) {
        const LaneFigures& lane = figures.lanes[i];
        painter.setPen(theme.text);
        painter.drawText(QRectF(area.left(), top, names, row), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(QString::fromStdString(shown.trace->lane(lane.lane).name()),
                                            Qt::ElideMiddle, names));
        double sum = 0;
        for (const StatePart& part : parts_of_lane(lane, figures.missing)) {
            const double from = std::round(left + sum * scale);
            sum += static_cast<double>(part.ns);
            // What is short is to be seen, too.
            const QRectF place(from, std::round(top + row * (1 - bar_share) / 2),
                               std::max(1.0, std::round(left + sum * scale) - from),
                               std::round(row * bar_share));
            fill_band(painter, place, theme.style(part.style));
            const QString words = duration_text(part.ns);
            const double needed = metrics.horizontalAdvance(words);
            if (needed + gap > place.width())
                continue;
            const BandStyle& style = theme.style(part.style);
            if (style.pattern != Pattern::solid) // so that the words can be read on it
                painter.fillRect(QRectF(place.center().x() - needed / 2 - gap / 4, place.top() + 2,
                                        needed + gap / 2, place.height() - 4),
                                 style.fill);
            painter.setPen(style.text);
            painter.drawText(place, Qt::AlignCenter, words);
        }
    }
    if (drawn < lanes) {
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left, top, area.right() - left, row), Qt::AlignLeft | Qt::AlignVCenter,
                         StateBarWords::tr("and %1 more lanes").arg(lanes - drawn));
        top += row;
    }
    if (has_legend)
        draw_legend(painter, legend, font, theme,
                    QRectF(area.left(), top + metrics.height() * 0.3, area.width(), legend_room));
    painter.restore();
}

} // namespace interleave
