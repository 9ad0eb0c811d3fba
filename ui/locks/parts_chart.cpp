// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/parts_chart.h"

#include "ui/rows/band_shapes.h"
#include "ui/rows/legend.h"
#include "ui/rows/object_bands.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave {

namespace {

struct PartsChartWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

struct Part {
    StyleId style;
    std::int64_t ns;
};

/// Returns the parts in the order of their colours: first those in which a lane has the lock.
std::array<Part, 5> parts_of(const LockTimes& times) {
    const ObjectStyles styles = object_styles(times.kind);
    return {Part{value_style, times.uncontended_ns},
            Part{held_style, times.hold_ns - times.contended_hold_ns},
            Part{styles.contended, times.contended_hold_ns}, Part{styles.handing_off, times.handoff_ns},
            Part{style_of(times.kind == ObjectKind::gil ? LaneState::waiting_gil : LaneState::waiting_lock),
                 times.wait_ns}};
}

std::int64_t sum_of(const LockTimes& times) {
    std::int64_t sum = 0;
    for (const Part& part : parts_of(times))
        sum += part.ns;
    return sum;
}

/// Says what each part is, and how long it is.
std::vector<LegendEntry> legend_of(const LockTimes& times) {
    const std::array words{
        PartsChartWords::tr("acquired at once: %1"), PartsChartWords::tr("held while nobody waits: %1"),
        PartsChartWords::tr("held while others wait: %1"), PartsChartWords::tr("hand-off: %1"),
        PartsChartWords::tr("wait, added up over all that wait: %1")};
    std::vector<LegendEntry> entries;
    const auto parts = parts_of(times);
    for (std::size_t i = 0; i < parts.size(); ++i)
        entries.push_back({parts[i].style, words[i].arg(duration_text(parts[i].ns))});
    return entries;
}

double bar_line(const QFontMetricsF& metrics) {
    return std::ceil(metrics.height() * 1.7);
}

/// Fills a bar of whole pixels with the parts, each at least a pixel wide.
BandRow bar_of(const LockTimes& times, double pixels_per_ns, int most_width, int height) {
    BandRow row;
    row.begin(height);
    row.end_column(); // an empty column at both ends, so that the bar has an edge there
    int filled = 0;
    for (const Part& part : parts_of(times)) {
        if (part.ns <= 0)
            continue;
        const auto exact = static_cast<int>(std::lround(static_cast<double>(part.ns) * pixels_per_ns));
        const int width = std::min(std::max(1, exact), most_width - filled);
        for (int x = 0; x < width; ++x) {
            row.add(part.style, 0, height);
            row.end_column();
        }
        filled += width;
    }
    row.end_column();
    return row;
}

} // namespace

double parts_height(std::size_t locks, const LockTimes& chosen, double width, const QFont& font) {
    const QFontMetricsF metrics(font);
    return static_cast<double>(locks) * bar_line(metrics) + legend_height(legend_of(chosen), font, width) +
           metrics.height() * 0.5;
}

void draw_parts(QPainter& painter, const QRectF& area, const std::vector<const ObjectFigures*>& locks,
                const LockTimes& chosen, bool is_complete, const Theme& theme, const QFont& font) {
    if (locks.empty())
        return;
    painter.save();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    if (!is_complete) {
        painter.setPen(theme.muted);
        painter.drawText(
            area, Qt::AlignCenter | Qt::TextWordWrap,
            PartsChartWords::tr("How the times of locks divide cannot be told, because records are missing"));
        painter.restore();
        return;
    }
    const auto legend = legend_of(chosen);
    const double legend_room = legend_height(legend, font, area.width());
    const double least_line = bar_line(metrics);
    const auto room =
        static_cast<std::size_t>(std::max(1.0, std::floor((area.height() - legend_room) / least_line)));
    // Few bars are higher, so that they can be seen from afar.
    const double line = std::clamp((area.height() - legend_room) / static_cast<double>(locks.size() + 1),
                                   least_line, 2 * least_line);
    const std::size_t shown = locks.size() <= room ? locks.size() : std::max<std::size_t>(1, room - 1);

    double names = 0;
    double sums = 0;
    std::int64_t most = 1;
    for (std::size_t i = 0; i < shown; ++i) {
        names = std::max(names, metrics.horizontalAdvance(QString::fromStdString(locks[i]->times.name)));
        sums = std::max(sums, metrics.horizontalAdvance(duration_text(sum_of(locks[i]->times))));
        most = std::max(most, sum_of(locks[i]->times));
    }
    const double gap = metrics.averageCharWidth() * 1.5;
    names = std::min(names, area.width() * 0.3);
    const double left = std::round(area.left() + names + gap);
    const auto width = static_cast<int>(std::max(1.0, area.right() - left - sums - gap));
    const double scale = static_cast<double>(width) / static_cast<double>(most);
    const auto height = static_cast<int>(std::lround(line * 0.72));
    double top = area.top();
    for (std::size_t i = 0; i < shown; ++i, top += line) {
        const LockTimes& times = locks[i]->times;
        const QRectF place(area.left(), top, area.width(), line);
        painter.setPen(theme.text);
        painter.drawText(QRectF(place.left(), top, names + 1, line), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(QString::fromStdString(times.name), Qt::ElideMiddle, names + 1));
        const BandRow bar = bar_of(times, scale, width, height);
        draw_bands(painter, QPointF(left - 1, std::round(top + (line - height) / 2)), 1, bar, theme);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left + bar.width() - 2 + gap / 2, top, sums + 1, line),
                         Qt::AlignLeft | Qt::AlignVCenter, duration_text(sum_of(times)));
    }
    if (shown < locks.size()) {
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left, top, width, line), Qt::AlignLeft | Qt::AlignVCenter,
                         PartsChartWords::tr("and %1 more").arg(locks.size() - shown));
        top += line;
    }
    draw_legend(painter, legend, font, theme,
                QRectF(area.left(), top + metrics.height() * 0.3, area.width(), legend_room));
    painter.restore();
}

} // namespace interleave
