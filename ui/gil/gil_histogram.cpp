// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_histogram.h"

#include "ui/theme/band_fill.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct GilHistogramWords {
    Q_DECLARE_TR_FUNCTIONS(Gil)
};

constexpr double label_gap = 10;
constexpr double most_bar = 110; ///< a wider one looks like an area
constexpr double words_beside = 6;
constexpr double beside_line = 4; ///< of a count, so that the line is not taken for a digit

} // namespace

GilHistogram::GilHistogram(const QRectF& area, const QString& title, const DurationHistogram& durations,
                           std::optional<std::int64_t> interval, const QFont& font)
    : area_(area)
    , title_(title)
    , font_(font)
    , metrics_(font)
    , line_(std::ceil(metrics_.height()))
    , bins_(durations.bins()) {
    for (const DurationHistogram::Bin& bin : bins_)
        most_ = std::max(most_, bin.count);
    bars_ = area.adjusted(0, 3.3 * line_, 0, -(line_ + 6));
    width_ = std::min(bars_.width() / static_cast<double>(bins_.size()), most_bar);
    place_counts();
    if (interval)
        place_interval(*interval);
}

QRectF GilHistogram::bar(std::size_t bin) const {
    const double height = bars_.height() * static_cast<double>(bins_[bin].count) / static_cast<double>(most_);
    return {edge(bin) + 0.5, bars_.bottom() - height, width_ - 1, height};
}

void GilHistogram::place_counts() {
    for (std::size_t i = 0; i < bins_.size(); ++i) {
        const QString text = count_text(bins_[i].count);
        const double width = metrics_.horizontalAdvance(text);
        if (bins_[i].count > 0 && width < width_)
            counts_.push_back(
                {QRectF(edge(i) + (width_ - width) / 2, bar(i).top() - line_ - 1, width, line_), text});
    }
}

void GilHistogram::place_interval(std::int64_t interval) {
    const auto ns = static_cast<double>(interval);
    for (std::size_t i = 0; i < bins_.size(); ++i) {
        const auto from = static_cast<double>(std::max<std::int64_t>(1, bins_[i].from));
        const auto until = static_cast<double>(bins_[i].until);
        if (ns < from || ns >= until)
            continue;
        // Within a bar the place is by the logarithm, as the edges are.
        interval_x_ = edge(i) + width_ * std::log(ns / from) / std::log(until / from);
        const QString words = GilHistogramWords::tr("switch interval %1").arg(duration_text(interval));
        const double width = metrics_.horizontalAdvance(words) + 1;
        const bool is_right = interval_x_ + words_beside + width <= area_.right();
        const double left = is_right ? interval_x_ + words_beside : interval_x_ - words_beside - width;
        interval_ =
            Label{QRectF(std::max(area_.left(), left), area_.top() + 1.1 * line_, width, line_), words};
        keep_counts_off_the_line(i);
    }
}

/// Moves the count of the bar through which the interval's line goes to a side of the line, if it has room
/// above the bar.
void GilHistogram::keep_counts_off_the_line(std::size_t bin) {
    for (Label& count : counts_) {
        QRectF& place = count.place;
        if (place.right() + beside_line < interval_x_ || place.left() - beside_line > interval_x_)
            continue;
        const double left = interval_x_ - beside_line - place.width();
        const double right = interval_x_ + beside_line;
        if (interval_x_ > place.center().x() && left >= edge(bin))
            place.moveLeft(left);
        else if (right + place.width() <= edge(bin) + width_)
            place.moveLeft(right);
        else if (left >= edge(bin))
            place.moveLeft(left);
    }
}

void GilHistogram::draw(QPainter& painter, const Theme& theme, StyleId bars) const {
    painter.setFont(font_);
    painter.setPen(theme.text);
    painter.drawText(QRectF(area_.topLeft(), QSizeF(area_.width(), line_)), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics_.elidedText(title_, Qt::ElideRight, area_.width()));
    for (std::size_t i = 0; i < bins_.size(); ++i)
        if (bins_[i].count > 0)
            fill_band(painter, bar(i), theme.style(bars));
    if (interval_) {
        const QLineF line(interval_x_, interval_->place.top(), interval_x_, bars_.bottom());
        painter.setPen(QPen(theme.background, 4)); // so that it is seen on any bar
        painter.drawLine(line);
        painter.setPen(QPen(theme.text, 1.4, Qt::DashLine));
        painter.drawLine(line);
        painter.setPen(theme.text);
        painter.drawText(interval_->place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                         interval_->text);
    }
    for (const Label& count : counts_) {
        if (interval_ && count.place.left() < interval_x_ + 2 && count.place.right() > interval_x_ - 2)
            painter.fillRect(count.place, theme.background);
        painter.setPen(theme.text);
        painter.drawText(count.place, Qt::AlignCenter | Qt::TextDontClip, count.text);
    }
    draw_edges(painter, theme);
}

/// Draws the line below the bars and as many of their edges as have room.
void GilHistogram::draw_edges(QPainter& painter, const Theme& theme) const {
    painter.setPen(QPen(theme.axis, 1));
    painter.drawLine(QPointF(bars_.left(), bars_.bottom()), QPointF(edge(bins_.size()), bars_.bottom()));
    double free_from = area_.left();
    for (std::size_t i = 0; i <= bins_.size(); ++i) {
        const QString label = duration_text(i < bins_.size() ? bins_[i].from : bins_.back().until);
        const double width = metrics_.horizontalAdvance(label);
        const double left =
            std::clamp(edge(i) - width / 2, area_.left(), std::max(area_.left(), area_.right() - width));
        if (left < free_from)
            continue;
        free_from = left + width + label_gap;
        painter.fillRect(QRectF(std::round(edge(i)), bars_.bottom(), 1, 4), theme.axis);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left, bars_.bottom() + 4, width + 1, line_), Qt::AlignLeft | Qt::AlignVCenter,
                         label);
    }
}

} // namespace interleave
