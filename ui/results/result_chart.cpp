// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_chart.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace interleave {

namespace {

struct ResultChartWords {
    Q_DECLARE_TR_FUNCTIONS(Results)
};

/// The part of a stale picture's ink that is left.
constexpr double stale_ink = 0.4;

class Chart {
public:
    Chart(QPainter& painter, const ShownResult& shown, const Theme& theme, const QFont& font)
        : painter_(painter)
        , shown_(shown)
        , theme_(theme)
        , metrics_(font) {
        for (const ResultBar& bar : shown.bars) {
            most_ = std::max(most_, bar.count);
            all_ += bar.count;
        }
    }

    void draw(const QRectF& area) {
        if (shown_.are_numbers)
            draw_histogram(area);
        else
            draw_words(area);
    }

    double line() const { return metrics_.height() * 1.5; }

private:
    /// A bar of what went wrong has the colour of errors, and one of what nobody can tell is hollow and
    /// dashed.
    void draw_bar(const QRectF& bar, BarTone tone) {
        const QColor colour = tone == BarTone::bad ? theme_.error : theme_.style(LaneState::running).fill;
        if (tone != BarTone::undecided) {
            painter_.fillRect(bar, colour);
            return;
        }
        painter_.setPen(QPen(theme_.style(LaneState::unknown).outline, 1.4, Qt::DashLine));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRect(bar.adjusted(0.7, 0.7, -0.7, -0.7));
    }

    void draw_text(const QRectF& area, int flags, const QString& text, const QColor& colour) {
        painter_.setPen(colour);
        painter_.drawText(area, flags, text);
    }

    void draw_histogram(const QRectF& area) {
        const double bottom = area.bottom() - 2 * line();
        const double top = area.top() + 2 * line(); // above it are the counts and the word at the median
        const double side =
            shown_.edges.isEmpty() ? 0 : 0.5 * metrics_.horizontalAdvance(shown_.edges.back());
        const double left = area.left() + std::max(side, metrics_.averageCharWidth());
        const double right = area.right() - std::max(side, metrics_.averageCharWidth());
        const auto bars = static_cast<double>(shown_.bars.size());
        // A bar that is wider than this looks like an area.
        const double width = std::min((right - left) / bars, metrics_.averageCharWidth() * 18);
        const double begin = (left + right - width * bars) / 2;
        const auto x_of = [&](double place) { return begin + place * width; };

        const auto height_of = [&](const ResultBar& bar) {
            return (bottom - top) * static_cast<double>(bar.count) / static_cast<double>(most_);
        };
        for (std::size_t i = 0; i < shown_.bars.size(); ++i) {
            const ResultBar& bar = shown_.bars[i];
            const double gap = shown_.edges.isEmpty() ? width * 0.12 : 0.5;
            draw_bar(QRectF(x_of(static_cast<double>(i)) + gap, bottom - height_of(bar), width - 2 * gap,
                            height_of(bar)),
                     bar.tone);
        }
        draw_median(area.top(), bottom, x_of);
        for (std::size_t i = 0; i < shown_.bars.size(); ++i)
            draw_count(shown_.bars[i].count,
                       QPointF(x_of(static_cast<double>(i) + 0.5), bottom - height_of(shown_.bars[i])));
        painter_.setPen(QPen(theme_.axis, 1));
        painter_.drawLine(QPointF(x_of(0) - 4, bottom), QPointF(x_of(bars) + 4, bottom));
        draw_numbers(bottom, width, x_of);
        draw_text(QRectF(area.left(), bottom + line(), area.width(), line()),
                  Qt::AlignHCenter | Qt::AlignVCenter,
                  metrics_.elidedText(shown_.title, Qt::ElideRight, area.width()), theme_.muted);
    }

    /// Writes a count above the middle of its bar, on a ground that keeps the line at the median away from
    /// it.
    void draw_count(std::size_t count, const QPointF& top) {
        if (count == 0)
            return;
        const QString text = count_text(count);
        const double width = metrics_.horizontalAdvance(text) + metrics_.averageCharWidth() * 0.6;
        const QRectF place(top.x() - width / 2, top.y() - line() * 0.9, width, metrics_.height());
        painter_.fillRect(place, theme_.background);
        draw_text(place, Qt::AlignCenter, text, theme_.text);
    }

    /// Writes the numbers below the bars: at their edges, or where each bar is one number in its middle.
    /// Where they would touch each other some are left out.
    template <typename XOf>
    void draw_numbers(double bottom, double width, const XOf& x_of) {
        QStringList labels = shown_.edges;
        const double shift = labels.isEmpty() ? 0.5 : 0;
        if (labels.isEmpty())
            for (const ResultBar& bar : shown_.bars)
                labels << bar.label;
        double widest = 0;
        for (const QString& label : labels)
            widest = std::max(widest, metrics_.horizontalAdvance(label));
        const auto step = static_cast<qsizetype>(
            std::max(1.0, std::ceil((widest + metrics_.averageCharWidth() * 1.5) / width)));
        for (qsizetype i = 0; i < labels.size(); i += step) {
            const double x = x_of(static_cast<double>(i) + shift);
            if (shift == 0) {
                painter_.setPen(QPen(theme_.axis, 1));
                painter_.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4));
            }
            draw_text(QRectF(x - widest, bottom + 3, 2 * widest, line() - 3),
                      Qt::AlignHCenter | Qt::AlignVCenter, labels[i], theme_.text);
        }
    }

    template <typename XOf>
    void draw_median(double top, double bottom, const XOf& x_of) {
        if (!shown_.median_place || shown_.bars.size() < 2)
            return;
        const double x = x_of(*shown_.median_place);
        painter_.setPen(QPen(theme_.text, 1.4, Qt::DashLine));
        painter_.drawLine(QPointF(x, top + line() * 0.9), QPointF(x, bottom));
        const QString word = ResultChartWords::tr("median");
        const double half = metrics_.horizontalAdvance(word);
        draw_text(QRectF(x - half, top, 2 * half, line()), Qt::AlignHCenter | Qt::AlignVCenter, word,
                  theme_.muted);
    }

    void draw_words(const QRectF& area) {
        double labels = 0;
        for (const ResultBar& bar : shown_.bars)
            labels = std::max(labels, metrics_.horizontalAdvance(bar.label));
        labels = std::min(labels, area.width() * 0.4);
        const double counts = metrics_.horizontalAdvance(share_text(most_)) + metrics_.averageCharWidth();
        const double left = area.left() + labels + metrics_.averageCharWidth() * 1.5;
        const double longest = std::max(1.0, area.right() - counts - left);
        draw_text(QRectF(area.left(), area.top(), area.width(), line()), Qt::AlignLeft | Qt::AlignVCenter,
                  metrics_.elidedText(shown_.title, Qt::ElideRight, area.width()), theme_.muted);
        const double room = (area.height() - line()) / static_cast<double>(shown_.bars.size());
        const double step = std::min(line() * 1.8, room);
        for (std::size_t i = 0; i < shown_.bars.size(); ++i) {
            const ResultBar& bar = shown_.bars[i];
            const double y = area.top() + line() + static_cast<double>(i) * step;
            draw_text(QRectF(area.left(), y, labels + 2, step), Qt::AlignRight | Qt::AlignVCenter,
                      metrics_.elidedText(bar.label, Qt::ElideRight, labels + 1), theme_.text);
            const double length =
                std::max(2.0, longest * static_cast<double>(bar.count) / static_cast<double>(all_));
            const QRectF drawn(left, y + step * 0.15, length, step * 0.7);
            draw_bar(drawn, bar.tone);
            draw_text(QRectF(drawn.right() + metrics_.averageCharWidth() * 0.8, y, counts, step),
                      Qt::AlignLeft | Qt::AlignVCenter, share_text(bar.count), theme_.text);
        }
    }

    /// Returns "7 of 20".
    QString share_text(std::size_t count) const {
        return ResultChartWords::tr("%1 of %2").arg(count_text(count), count_text(all_));
    }

    QPainter& painter_;
    const ShownResult& shown_;
    const Theme& theme_;
    QFontMetricsF metrics_;
    std::size_t most_ = 1;
    std::size_t all_ = 0;
};

} // namespace

void draw_result(QPainter& painter, const QRectF& area, const ShownResult& shown, const Theme& theme,
                 const QFont& font, bool is_stale) {
    if (shown.bars.empty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    painter.setOpacity(is_stale ? stale_ink : 1);
    Chart(painter, shown, theme, font).draw(area);
    painter.restore();
}

double height_of_words(const ShownResult& shown, const QFont& font) {
    if (shown.are_numbers)
        return 0;
    const double line = QFontMetricsF(font).height() * 1.5;
    return line * (1 + 1.8 * static_cast<double>(shown.bars.size()));
}

} // namespace interleave
