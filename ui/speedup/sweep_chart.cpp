// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/sweep_chart.h"

#include "core/analysis/speedup.h"
#include "ui/speedup/chart_axis.h"
#include "ui/words/run_caption.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

namespace {

struct SweepChartWords {
    Q_DECLARE_TR_FUNCTIONS(SweepChart)
};

/// A point of a curve in the units of the chart.
struct ChartPoint {
    double x;
    double median;
    double least;
    double most;
    std::string doubt; ///< empty if there is none
};

std::vector<ChartPoint> points_of(const SweepRequest& request, const SweepCurve& curve) {
    std::vector<ChartPoint> points;
    const auto one_worker = curve.one_worker();
    for (const SweepPoint& point : curve.points) {
        if (point.runs.empty())
            continue;
        const std::string doubt = doubt_of(request.axis, curve, point);
        if (!request.axis.is_workers())
            points.push_back(
                {point.value, 1e3 * point.median(), 1e3 * point.least(), 1e3 * point.most(), doubt});
        else if (one_worker) // the longest time is the least speedup
            points.push_back({point.value, *one_worker / point.median(), *one_worker / point.most(),
                              *one_worker / point.least(), doubt});
    }
    return points;
}

/// Returns the colour of a curve, as in the lanes: computing is blue, the GIL orange. Each curve also has its
/// own sign, for print, which is grey, and for people who cannot tell the colours apart.
QColor colour_of(Backend backend, const Theme& theme) {
    const bool dark = theme.name == ThemeName::dark;
    if (theme.name == ThemeName::print)
        return backend == Backend::threads ? QColor(0x00, 0x00, 0x00)
               : backend == Backend::gil   ? QColor(0x8a, 0x8a, 0x8a)
                                           : QColor(0x58, 0x58, 0x58);
    switch (backend) {
    case Backend::threads:
        return dark ? QColor(0x56, 0xb4, 0xe9) : QColor(0x00, 0x72, 0xb2);
    case Backend::gil:
        return dark ? QColor(0xe6, 0x9f, 0x00) : QColor(0xb0, 0x5a, 0x00);
    case Backend::processes:
        break;
    }
    return dark ? QColor(0x2f, 0xc9, 0x9b) : QColor(0x00, 0x7a, 0x58);
}

/// Draws it in the colour of the pen, filled with that colour or with `inside`.
void draw_sign(QPainter& painter, Backend backend, const QPointF& at, double size,
               const std::optional<QColor>& inside = std::nullopt) {
    QPainterPath path;
    switch (backend) {
    case Backend::threads:
        path.addEllipse(at, size, size);
        break;
    case Backend::gil:
        path.addRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size));
        break;
    case Backend::processes:
        path.moveTo(at.x(), at.y() - 1.3 * size);
        path.lineTo(at.x() + 1.2 * size, at.y() + size);
        path.lineTo(at.x() - 1.2 * size, at.y() + size);
        path.closeSubpath();
        break;
    }
    painter.fillPath(path, inside.value_or(painter.pen().color()));
    if (inside)
        painter.strokePath(path, painter.pen());
}

class Chart {
public:
    Chart(QPainter& painter, const SweepRequest& request, const SweepResult& result,
          const MeasuredSweep* before, const Theme& theme, const QFont& font)
        : painter_(painter)
        , request_(request)
        , result_(result)
        , before_(before)
        , theme_(theme)
        , font_(font)
        , metrics_(font) {}

    void draw(const QRectF& area) {
        painter_.save();
        painter_.setRenderHint(QPainter::Antialiasing);
        painter_.setFont(font_);
        lay_out(area);
        draw_grid();
        painter_.save();
        painter_.setClipRect(
            QRectF(QPointF(x_.from, y_.until), QPointF(x_.until, y_.from)).adjusted(-8, -8, 8, 8));
        if (request_.axis.is_workers()) {
            draw_processors();
            draw_ideal();
        }
        if (before_ != nullptr)
            for (const SweepCurve& curve : before_->result.curves)
                draw_curve_before(curve);
        for (const SweepCurve& curve : result_.curves)
            draw_curve(curve);
        painter_.restore();
        draw_legend(QRectF(area.left(), area.bottom() - line(), area.width(), line()));
        painter_.restore();
    }

private:
    double line() const { return metrics_.height() * 1.5; }

    void lay_out(const QRectF& area) {
        const auto& values = request_.axis.values;
        double most = request_.axis.is_workers() ? std::min<double>(values.back(), result_.machine.cpus) : 0;
        for (const SweepCurve& curve : result_.curves) {
            for (const ChartPoint& point : points_of(request_, curve))
                most = std::max(most, point.most);
        }
        double first_value = values.front();
        double last_value = values.back();
        if (before_ != nullptr) {
            for (const SweepCurve& curve : before_->result.curves)
                for (const ChartPoint& point : points_of(before_->request, curve))
                    most = std::max(most, point.median);
            first_value = std::min(first_value, before_->request.axis.values.front());
            last_value = std::max(last_value, before_->request.axis.values.back());
        }
        const double left = area.left() + metrics_.horizontalAdvance(QStringLiteral("000,000")) + line();
        const double first = request_.axis.is_workers() ? std::min(1.0, first_value) : first_value;
        const double last = last_value > first ? last_value : first + 1;
        const double margin = 0.03 * (last - first);
        x_ = {first - margin, last + margin, left, area.right() - metrics_.averageCharWidth() * 2};
        y_ = {0, most > 0 ? most * 1.08 : 1, area.bottom() - 3.4 * line(), area.top() + 0.5 * line()};
    }

    void draw_grid() {
        const QLocale locale;
        const auto number = [&](double value) { return locale.toString(value, 'g', 6); };
        for (const double tick :
             y_.ticks(std::max(2, static_cast<int>((y_.from - y_.until) / (3 * line()))))) {
            const double y = y_.pixel(tick);
            painter_.setPen(QPen(theme_.grid, 1));
            painter_.drawLine(QPointF(x_.from, y), QPointF(x_.until, y));
            painter_.setPen(theme_.text);
            painter_.drawText(QRectF(0, y - line() / 2, x_.from - 6, line()),
                              Qt::AlignRight | Qt::AlignVCenter, number(tick));
        }
        const double room = metrics_.horizontalAdvance(QStringLiteral("00000")) * 1.6;
        for (const double tick : x_.ticks(std::max(2, static_cast<int>((x_.until - x_.from) / room)))) {
            if (request_.axis.parameter->type == ParameterType::integer && tick != std::floor(tick))
                continue;
            const double x = x_.pixel(tick);
            painter_.setPen(QPen(theme_.grid, 1));
            painter_.drawLine(QPointF(x, y_.from), QPointF(x, y_.from + 4));
            painter_.setPen(theme_.text);
            painter_.drawText(QRectF(x - 60, y_.from + 4, 120, line()), Qt::AlignHCenter | Qt::AlignTop,
                              number(tick));
        }
        painter_.setPen(QPen(theme_.muted, 1));
        painter_.drawLine(QPointF(x_.from, y_.from), QPointF(x_.until, y_.from));
        const Parameter& parameter = *request_.axis.parameter;
        QString name = QString::fromStdString(parameter.name);
        if (!parameter.unit.empty())
            name += QStringLiteral(" (%1)").arg(QString::fromStdString(parameter.unit));
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(x_.from, y_.from + line(), x_.until - x_.from, line()),
                          Qt::AlignHCenter | Qt::AlignTop, name);
        painter_.save();
        painter_.translate(line() * 0.2, (y_.from + y_.until) / 2);
        painter_.rotate(-90);
        painter_.drawText(QRectF(-200, 0, 400, line()), Qt::AlignHCenter | Qt::AlignTop,
                          request_.axis.is_workers() ? SweepChartWords::tr("speedup against one worker")
                                                     : SweepChartWords::tr("time (ms)"));
        painter_.restore();
    }

    void draw_law(const std::function<double(double)>& law, const QPen& pen) {
        QPainterPath path;
        const double first = std::max(1.0, x_.least);
        for (int i = 0; i <= 100; ++i) {
            const double x = first + (x_.most - first) * i / 100;
            const QPointF at(x_.pixel(x), y_.pixel(law(x)));
            i == 0 ? path.moveTo(at) : path.lineTo(at);
        }
        painter_.strokePath(path, pen);
    }

    void draw_ideal() {
        draw_law([](double workers) { return workers; }, QPen(theme_.muted, 1.2, Qt::DashLine));
    }

    /// Marks where more workers cannot compute at once any more.
    void draw_processors() {
        const double x = x_.pixel(result_.machine.cpus);
        if (x <= x_.from || x > x_.until)
            return;
        painter_.setPen(QPen(theme_.muted, 1));
        painter_.drawLine(QPointF(x, y_.from), QPointF(x, y_.until));
        const QString words = result_.machine.cpus == 1
                                  ? SweepChartWords::tr("one processor")
                                  : SweepChartWords::tr("%1 processors").arg(result_.machine.cpus);
        const double width = metrics_.horizontalAdvance(words);
        const bool fits_right = x + 6 + width < x_.until;
        // At the foot, where the speedups of no curve are.
        painter_.drawText(QRectF(fits_right ? x + 6 : x - 6 - width, y_.from - line(), width + 2, line()),
                          Qt::AlignLeft | Qt::AlignVCenter, words);
    }

    /// Its spread is left out, because two crosses on one point cannot be told apart.
    void draw_curve_before(const SweepCurve& curve) {
        const std::vector<ChartPoint> points = points_of(before_->request, curve);
        painter_.setPen(before_pen(curve.backend));
        for (std::size_t i = 1; i < points.size(); ++i)
            painter_.drawLine(QPointF(x_.pixel(points[i - 1].x), y_.pixel(points[i - 1].median)),
                              QPointF(x_.pixel(points[i].x), y_.pixel(points[i].median)));
        painter_.setPen(QPen(before_pen(curve.backend).color(), 1.2));
        for (const ChartPoint& point : points)
            draw_sign(painter_, curve.backend, QPointF(x_.pixel(point.x), y_.pixel(point.median)),
                      before_sign(), theme_.background);
    }

    QPen before_pen(Backend backend) const {
        QColor pale = colour_of(backend, theme_);
        pale.setAlphaF(0.6F);
        return {pale, 1.4, Qt::DashLine};
    }
    double before_sign() const { return std::max(2.0, metrics_.height() * 0.16); }

    void draw_curve(const SweepCurve& curve) {
        const QColor colour = colour_of(curve.backend, theme_);
        const std::vector<ChartPoint> points = points_of(request_, curve);
        const double size = std::max(3.0, metrics_.height() * 0.24);
        if (const auto& laws = curve.laws) {
            draw_law([&](double n) { return amdahl(laws->amdahl.parallel_fraction, n); },
                     QPen(colour, 1, Qt::DotLine));
            draw_law(
                [&](double n) {
                    return scalability(laws->scalability.contention, laws->scalability.coherency, n);
                },
                QPen(colour, 1, Qt::DashDotLine));
        }
        painter_.setPen(QPen(colour, 2));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double x = x_.pixel(points[i].x);
            if (i > 0)
                painter_.drawLine(QPointF(x_.pixel(points[i - 1].x), y_.pixel(points[i - 1].median)),
                                  QPointF(x, y_.pixel(points[i].median)));
        }
        for (const ChartPoint& point : points) {
            const double x = x_.pixel(point.x);
            const double low = y_.pixel(point.least);
            const double high = y_.pixel(point.most);
            painter_.setPen(QPen(colour, 1.4));
            painter_.drawLine(QPointF(x, low), QPointF(x, high));
            painter_.drawLine(QPointF(x - size, low), QPointF(x + size, low));
            painter_.drawLine(QPointF(x - size, high), QPointF(x + size, high));
            draw_sign(painter_, curve.backend, QPointF(x, y_.pixel(point.median)), size,
                      point.doubt.empty() ? std::nullopt : std::optional(theme_.background));
        }
    }

    void draw_legend(const QRectF& area) {
        double x = area.left() + metrics_.averageCharWidth();
        const double middle = area.center().y();
        const double sample = metrics_.height() * 1.6;
        const auto entry = [&](const QString& words, const std::function<void(double)>& draw_sample) {
            draw_sample(x);
            painter_.setPen(theme_.text);
            const double width = metrics_.horizontalAdvance(words);
            painter_.drawText(QRectF(x + sample + 6, area.top(), width + 4, area.height()), Qt::AlignVCenter,
                              words);
            x += sample + width + 6 + metrics_.averageCharWidth() * 3;
        };
        for (const SweepCurve& curve : result_.curves)
            entry(backend_text(curve.backend), [&](double at) {
                painter_.setPen(QPen(colour_of(curve.backend, theme_), 2));
                painter_.drawLine(QPointF(at, middle), QPointF(at + sample, middle));
                draw_sign(painter_, curve.backend, QPointF(at + sample / 2, middle),
                          std::max(3.0, metrics_.height() * 0.24));
            });
        if (before_ != nullptr && !before_->result.curves.empty()) {
            const Backend backend = before_->result.curves.front().backend;
            entry(SweepChartWords::tr("before"), [&](double at) {
                painter_.setPen(before_pen(backend));
                painter_.drawLine(QPointF(at, middle), QPointF(at + sample, middle));
                draw_sign(painter_, backend, QPointF(at + sample / 2, middle), before_sign(),
                          theme_.background);
            });
        }
        if (!first_doubt(request_, result_).empty())
            entry(SweepChartWords::tr("doubtful"), [&](double at) {
                painter_.setPen(QPen(theme_.muted, 1.4));
                draw_sign(painter_, Backend::threads, QPointF(at + sample / 2, middle),
                          std::max(3.0, metrics_.height() * 0.24), theme_.background);
            });
        if (!request_.axis.is_workers())
            return;
        const auto with_pen = [&](Qt::PenStyle style) {
            return [this, middle, sample, style](double at) {
                painter_.setPen(QPen(theme_.muted, 1.4, style));
                painter_.drawLine(QPointF(at, middle), QPointF(at + sample, middle));
            };
        };
        entry(SweepChartWords::tr("ideal"), with_pen(Qt::DashLine));
        if (std::none_of(result_.curves.begin(), result_.curves.end(),
                         [](const SweepCurve& curve) { return curve.laws.has_value(); }))
            return;
        entry(SweepChartWords::tr("Amdahl's law, fitted"), with_pen(Qt::DotLine));
        entry(SweepChartWords::tr("scalability law, fitted"), with_pen(Qt::DashDotLine));
    }

    QPainter& painter_;
    const SweepRequest& request_;
    const SweepResult& result_;
    const MeasuredSweep* before_;
    const Theme& theme_;
    QFont font_;
    QFontMetricsF metrics_;
    ChartAxis x_{};
    ChartAxis y_{};
};

} // namespace

void draw_sweep(QPainter& painter, const QRectF& area, const SweepRequest& request, const SweepResult& result,
                const MeasuredSweep* before, const Theme& theme, const QFont& font) {
    painter.save();
    painter.translate(area.topLeft());
    Chart(painter, request, result, before, theme, font).draw(QRectF(QPointF(0, 0), area.size()));
    painter.restore();
}

} // namespace interleave
