// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/parallelism_chart.h"

#include "core/analysis/missing_records.h"
#include "ui/rows/timeline_coordinates.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPolygonF>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct ParallelismWords {
    Q_DECLARE_TR_FUNCTIONS(Statistics)
};

QString mean_words(double mean, bool is_whole) {
    return ParallelismWords::tr("mean %1").arg((is_whole ? QString() : QStringLiteral("≥ ")) +
                                               QLocale().toString(mean, 'f', 2));
}

class ParallelismChart {
public:
    ParallelismChart(QPainter& painter, const QRectF& area, const ShownStatistics& shown, const Theme& theme,
                     const QFont& font)
        : painter_(painter)
        , shown_(shown)
        , parallel_(shown.figures.parallelism)
        , theme_(theme)
        , metrics_(font)
        , line_(std::ceil(metrics_.height() * 1.25))
        , range_(shown.range())
        , is_whole_(!misses_switches(shown.figures.missing)) {
        highest_ = std::max<double>(1, static_cast<double>(parallel_.most()));
        if (parallel_.is_running())
            highest_ = std::max(highest_, static_cast<double>(std::min(shown_.processors, most_processors)));
        const double numbers = metrics_.horizontalAdvance(count_text(static_cast<std::uint64_t>(highest_)));
        const double left = area.left() + numbers + metrics_.averageCharWidth() * 1.5;
        // The words at the lines stand on the right, where the curve does not run through them.
        const double right = std::max(words_width(processors_words()),
                                      words_width(mean_words(parallel_.mean().value_or(0), is_whole_)));
        plot_ = QRectF(left, area.top() + line_ * 1.2, std::max(1.0, area.right() - right - left),
                       std::max(1.0, area.height() - line_ * 2.5));
    }

    void draw() {
        painter_.setPen(theme_.text);
        const QString title =
            parallel_.is_running()
                ? ParallelismWords::tr("Lanes that ran at once")
                : ParallelismWords::tr("Lanes that ran or were ready at once: what was on a "
                                       "processor is not told");
        painter_.drawText(QRectF(plot_.left(), plot_.top() - line_ * 1.2, plot_.width(), line_),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          metrics_.elidedText(title, Qt::ElideRight, plot_.width()));
        draw_grid();
        draw_axis();
        draw_band();
        draw_steps();
        draw_processors();
        draw_mean();
    }

private:
    static constexpr int most_processors = 64; ///< more than a small picture can show with the curve

    double words_width(const QString& words) const {
        return words.isEmpty() ? 0 : metrics_.horizontalAdvance(words) + metrics_.averageCharWidth() * 2;
    }
    double x_of(std::int64_t time) const { return pixel_of(time, range_, plot_.left(), plot_.width()); }
    double y_of(double lanes) const { return plot_.bottom() - lanes / highest_ * plot_.height(); }
    QColor colour() const { return theme_.style(parallel_.counted).fill; }
    bool shows_processors() const {
        return parallel_.is_running() && shown_.processors > 0 && shown_.processors <= highest_;
    }
    QString processors_words() const {
        if (!shows_processors())
            return {};
        return shown_.processors == 1 ? ParallelismWords::tr("one processor")
                                      : ParallelismWords::tr("%1 processors").arg(shown_.processors);
    }

    void draw_grid() {
        const auto room = static_cast<std::size_t>(std::max(1.0, plot_.height() / (line_ * 0.9)));
        const auto most = static_cast<std::size_t>(highest_);
        const std::size_t step = (most + room - 1) / room;
        for (std::size_t lanes = 0; lanes <= most; lanes += std::max<std::size_t>(1, step)) {
            const double y = std::round(y_of(static_cast<double>(lanes)));
            painter_.fillRect(QRectF(plot_.left(), y, plot_.width(), 1),
                              lanes == 0 ? theme_.axis : theme_.grid);
            painter_.setPen(theme_.muted);
            painter_.drawText(
                QRectF(plot_.left() - 100 - metrics_.averageCharWidth(), y - line_ / 2, 100, line_),
                Qt::AlignRight | Qt::AlignVCenter, count_text(lanes));
        }
    }

    void draw_axis() {
        const auto width_of = [this](const QString& words) { return metrics_.horizontalAdvance(words); };
        const TimeAxis axis = nice_axis(range_, plot_.width(), metrics_.averageCharWidth() * 3, width_of);
        double free_from = plot_.left();
        for (const Tick& tick : axis.ticks) {
            const double x = std::round(x_of(tick.time));
            painter_.fillRect(QRectF(x, plot_.bottom(), 1, 4), theme_.axis);
            const double width = width_of(tick.label);
            const double left =
                std::clamp(x - width / 2, plot_.left(), std::max(plot_.left(), plot_.right() - width));
            if (left < free_from)
                continue;
            free_from = left + width + metrics_.averageCharWidth();
            painter_.setPen(theme_.muted);
            painter_.drawText(QRectF(left, plot_.bottom() + 4, width + 1, line_),
                              Qt::AlignLeft | Qt::AlignTop, tick.label);
        }
        if (axis.offset.isEmpty())
            return;
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(plot_.right(), plot_.bottom() + 4, 400, line_), Qt::AlignLeft | Qt::AlignTop,
                          ParallelismWords::tr(" from %1").arg(axis.offset));
    }

    void draw_band() {
        QColor pale = colour();
        pale.setAlphaF(0.22F);
        for (const ParallelismColumn& column : parallel_.columns)
            if (column.most > column.least)
                painter_.fillRect(QRectF(QPointF(x_of(column.begin), y_of(column.most)),
                                         QPointF(x_of(column.end), y_of(column.least))),
                                  pale);
    }

    void draw_steps() {
        QPolygonF steps;
        for (const ParallelismColumn& column : parallel_.columns) {
            const double y = y_of(column.mean);
            if (!steps.empty() && std::abs(steps.back().y() - y) < 1e-9) {
                steps.back().setX(x_of(column.end));
                continue;
            }
            steps << QPointF(x_of(column.begin), y) << QPointF(x_of(column.end), y);
        }
        painter_.setPen(QPen(colour(), 1.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter_.drawPolyline(steps);
    }

    void say_at(double y, const QString& words, const QColor& colour) {
        painter_.setPen(colour);
        painter_.drawText(QRectF(plot_.right() + metrics_.averageCharWidth(), y - line_ / 2, 400, line_),
                          Qt::AlignLeft | Qt::AlignVCenter, words);
    }

    void draw_processors() {
        if (!shows_processors())
            return;
        const double y = y_of(shown_.processors);
        painter_.setPen(QPen(theme_.muted, 1, Qt::DotLine));
        painter_.drawLine(QPointF(plot_.left(), y), QPointF(plot_.right(), y));
        say_at(y, processors_words(), theme_.muted);
    }

    void draw_mean() {
        const auto mean = parallel_.mean();
        if (!mean)
            return;
        const double y = y_of(*mean);
        painter_.setPen(QPen(theme_.text, 1.4, Qt::DashLine));
        painter_.drawLine(QPointF(plot_.left(), y), QPointF(plot_.right(), y));
        // It gives way to the words at the number of processors.
        const double above = shows_processors() ? y_of(shown_.processors) : -1e9;
        say_at(y - above < line_ && y >= above ? above + line_ : y, mean_words(*mean, is_whole_),
               theme_.text);
    }

    QPainter& painter_;
    const ShownStatistics& shown_;
    const Parallelism& parallel_;
    const Theme& theme_;
    QFontMetricsF metrics_;
    double line_;
    TimeRange range_;
    bool is_whole_;
    double highest_ = 1;
    QRectF plot_;
};

} // namespace

void draw_parallelism(QPainter& painter, const QRectF& area, const ShownStatistics& shown, const Theme& theme,
                      const QFont& font) {
    painter.save();
    painter.setFont(font);
    if (shown.figures.parallelism.columns.empty()) {
        painter.setPen(theme.muted);
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap,
                         ParallelismWords::tr("How many lanes ran at once is not told here"));
    } else {
        ParallelismChart(painter, area, shown, theme, font).draw();
    }
    painter.restore();
}

QString parallelism_sentence(const ShownStatistics& shown) {
    const Parallelism& parallel = shown.figures.parallelism;
    const auto mean = parallel.mean();
    if (!mean)
        return ParallelismWords::tr("How many lanes ran at once is not told here");
    QStringList parts{mean_words(*mean, !misses_switches(shown.figures.missing))};
    for (std::size_t lanes = 0; lanes < parallel.time_at.size(); ++lanes)
        if (parallel.time_at[lanes] > 0)
            parts << ParallelismWords::tr("%1 at once: %2")
                         .arg(count_text(lanes), duration_text(parallel.time_at[lanes]));
    return parts.join(QStringLiteral(" · "));
}

} // namespace interleave
