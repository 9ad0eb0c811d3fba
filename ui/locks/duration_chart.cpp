// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/duration_chart.h"

#include "core/trace/state.h"
#include "ui/rows/band_shapes.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace interleave {

namespace {

struct DurationChartWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

struct Percentile {
    double share;
    QString name;
};
std::array<Percentile, 3> percentiles() {
    return {Percentile{0.5, DurationChartWords::tr("p50")}, Percentile{0.95, DurationChartWords::tr("p95")},
            Percentile{0.99, DurationChartWords::tr("p99")}};
}

/// One histogram. Its axis is the logarithm of the duration, so that all bins are equally wide; durations of
/// 0 have a bin of their own at the left end.
class Chart {
public:
    Chart(QPainter& painter, const NamedDurations& named, bool is_complete, const Theme& theme,
          const QFont& font)
        : painter_(painter)
        , named_(named)
        , bins_(named.durations.bins())
        , is_complete_(is_complete)
        , theme_(theme)
        , metrics_(font) {
        for (const DurationHistogram::Bin& bin : bins_)
            most_ = std::max(most_, bin.count);
        // A histogram of equal durations still gets an axis.
        first_ = place_of_bin(bins_.front().from) - 1;
        last_ = place_of_bin(bins_.back().from) + 2;
    }

    void draw(const QRectF& area) {
        const double line = std::ceil(metrics_.height() * 1.25);
        const double text_height = draw_title(area, line);
        plot_ = QRectF(area.left(), area.top() + text_height + line, area.width(),
                       area.height() - text_height - 2.2 * line);
        if (plot_.height() < 12)
            return;
        draw_bars();
        painter_.fillRect(QRectF(plot_.left(), plot_.bottom(), plot_.width(), 1), theme_.axis);
        draw_axis(line);
        draw_percentiles(line);
    }

private:
    static double place_of_bin(std::int64_t from) {
        return from <= 0 ? -1 : static_cast<double>(std::bit_width(static_cast<std::uint64_t>(from)) - 1);
    }
    double x_of(double place) const {
        return plot_.left() + (place - first_) / (last_ - first_) * plot_.width();
    }
    double x_of_duration(std::int64_t ns) const {
        return x_of(ns <= 0 ? -0.5 : std::log2(static_cast<double>(ns)));
    }

    /// Returns the height that the title takes.
    double draw_title(const QRectF& area, double line) {
        const QRectF room(area.left(), area.top(), area.width(), 4 * line);
        const QString words = durations_sentence(named_, is_complete_);
        const QRectF needed = metrics_.boundingRect(room, Qt::TextWordWrap, words);
        painter_.setPen(theme_.text);
        painter_.drawText(room, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, words);
        return std::min(room.height(), std::ceil(needed.height()));
    }

    void draw_bars() {
        for (const DurationHistogram::Bin& bin : bins_) {
            if (bin.count == 0)
                continue;
            const double place = place_of_bin(bin.from);
            const double left = std::round(x_of(place)) + 1;
            const double width = std::max(1.0, std::round(x_of(place + 1)) - left);
            // One in a million is to be seen, too.
            const double height = std::max(2.0, std::round(plot_.height() * static_cast<double>(bin.count) /
                                                           static_cast<double>(most_)));
            BandRow bar;
            bar.begin(static_cast<int>(height));
            bar.end_column();
            for (int x = 0; x < static_cast<int>(width); ++x) {
                bar.add(named_.style, 0, static_cast<int>(height));
                bar.end_column();
            }
            bar.end_column();
            draw_bands(painter_, QPointF(left - 1, plot_.bottom() - height), 1, bar, theme_);
        }
    }

    /// Ticks are at powers of ten, as many as have room for their words.
    void draw_axis(double line) {
        double free_from = plot_.left();
        for (std::int64_t ns = 1; ns < std::int64_t{1} << 50U; ns *= 10) {
            const double x = x_of_duration(ns);
            if (x < plot_.left() || x > plot_.right())
                continue;
            painter_.fillRect(QRectF(std::round(x), plot_.bottom(), 1, 4), theme_.axis);
            const QString words = tick_words(ns);
            const double width = metrics_.horizontalAdvance(words);
            const double left =
                std::clamp(x - width / 2, plot_.left(), std::max(plot_.left(), plot_.right() - width));
            if (left < free_from)
                continue;
            free_from = left + width + metrics_.averageCharWidth();
            painter_.setPen(theme_.muted);
            painter_.drawText(QRectF(left, plot_.bottom() + 4, width + 1, line), Qt::AlignLeft | Qt::AlignTop,
                              words);
        }
        if (bins_.front().from <= 0) {
            painter_.setPen(theme_.muted);
            painter_.drawText(QRectF(x_of(-1), plot_.bottom() + 4, x_of(0) - x_of(-1), line),
                              Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, QStringLiteral("0"));
        }
    }
    /// Returns a power of ten with its unit, without decimals: "100 µs".
    static QString tick_words(std::int64_t ns) {
        constexpr std::int64_t thousand = 1'000;
        const std::array units{DurationChartWords::tr("%1 ns"), DurationChartWords::tr("%1 µs"),
                               DurationChartWords::tr("%1 ms"), DurationChartWords::tr("%1 s")};
        std::size_t unit = 0;
        for (; ns >= thousand && unit + 1 < units.size(); ++unit)
            ns /= thousand;
        return units[unit].arg(ns);
    }

    void draw_percentiles(double line) {
        double free_from = plot_.left();
        for (const Percentile& percentile : percentiles()) {
            const double x = std::round(x_of_duration(named_.durations.percentile(percentile.share)));
            painter_.fillRect(QRectF(x, plot_.top() - 2, 1, plot_.height() + 2), theme_.text);
            const double width = metrics_.horizontalAdvance(percentile.name);
            const double left = std::min(x - width / 2, plot_.right() - width);
            if (left < free_from)
                continue;
            free_from = left + width + metrics_.averageCharWidth() * 0.7;
            painter_.setPen(theme_.text);
            painter_.drawText(QRectF(left, plot_.top() - 2 - line, width + 1, line),
                              Qt::AlignLeft | Qt::AlignVCenter, percentile.name);
        }
    }

    QPainter& painter_;
    const NamedDurations& named_;
    std::vector<DurationHistogram::Bin> bins_;
    bool is_complete_;
    const Theme& theme_;
    QFontMetricsF metrics_;
    QRectF plot_;
    std::uint64_t most_ = 1;
    double first_ = 0; ///< places on the axis, in doublings of a nanosecond
    double last_ = 1;
};

} // namespace

std::vector<NamedDurations> durations_of(const ObjectFigures& figures) {
    const ObjectWaits& waits = figures.waits;
    const ObjectKind kind = figures.times.kind;
    const StyleId wait = style_of(wait_state(kind));
    std::vector<NamedDurations> all;
    const auto add = [&](const QString& title, StyleId style, const DurationHistogram& durations) {
        if (!durations.empty())
            all.push_back({title, style, durations});
    };
    add(DurationChartWords::tr("readers' waits"), wait, waits.reader_waits);
    add(kind == ObjectKind::shared_mutex ? DurationChartWords::tr("writers' waits")
                                         : DurationChartWords::tr("waits"),
        wait, waits.waits);
    // How long each of those lasted that were recorded as sums is not known.
    add(waits.summed_up == 0
            ? DurationChartWords::tr("holds")
            : DurationChartWords::tr("holds, without %1 short ones").arg(count_text(waits.summed_up)),
        held_style, waits.holds);
    add(DurationChartWords::tr("messages under way"), value_style, waits.residences);
    add(DurationChartWords::tr("gatherings, from the first to the last"), value_style, waits.gatherings);
    return all;
}

QString durations_sentence(const NamedDurations& named, bool is_complete) {
    const DurationHistogram& durations = named.durations;
    QStringList parts{DurationChartWords::tr("%1: %2", "what of and how many")
                          .arg(named.title, (is_complete ? QString() : QStringLiteral("≥ ")) +
                                                count_text(durations.count()))};
    for (const Percentile& percentile : percentiles())
        parts << QStringLiteral("%1 %2").arg(percentile.name,
                                             duration_text(durations.percentile(percentile.share)));
    parts << DurationChartWords::tr("longest %1").arg(duration_text(durations.worst()));
    return parts.join(QStringLiteral(" · "));
}

void draw_durations(QPainter& painter, const QRectF& area, const std::vector<NamedDurations>& all,
                    bool is_complete, const Theme& theme, const QFont& font) {
    if (all.empty())
        return;
    painter.save();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const double gap = metrics.averageCharWidth() * 3;
    const auto count = static_cast<double>(all.size());
    const double least_width = metrics.averageCharWidth() * 30;
    const double least_height = metrics.height() * 6; // its words, a few pixels of bars, and the axis
    const bool side_by_side = area.width() >= count * least_width + (count - 1) * gap ||
                              area.height() < count * least_height + (count - 1) * gap;
    const double width = side_by_side ? (area.width() - (count - 1) * gap) / count : area.width();
    const double height = side_by_side ? area.height() : (area.height() - (count - 1) * gap) / count;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto place = static_cast<double>(i);
        const QPointF corner = side_by_side ? QPointF(area.left() + place * (width + gap), area.top())
                                            : QPointF(area.left(), area.top() + place * (height + gap));
        Chart(painter, all[i], is_complete, theme, font).draw(QRectF(corner, QSizeF(width, height)));
    }
    painter.restore();
}

} // namespace interleave
