// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/work_strip.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace interleave {

namespace {

/// In a strip lower than this, only the blocks are drawn.
/// What a letter may take of the strip's height.
constexpr double share_of_letters = 0.88;
constexpr double margin = 3;

/// Two neutral tones in turn tell neighbours apart; colours are kept for the states.
QColor tone_of(const Theme& theme, std::size_t stretch) {
    const auto mixed = [&](double part) {
        const auto channel = [part](int back, int front) {
            return static_cast<int>(back + part * (front - back));
        };
        const QColor& back = theme.background;
        const QColor& front = theme.text;
        return QColor(channel(back.red(), front.red()), channel(back.green(), front.green()),
                      channel(back.blue(), front.blue()));
    };
    return stretch % 4 < 2 ? mixed(0.13) : mixed(0.24); // mostly every second stretch is a gap
}

void draw_name(QPainter& painter, const Trace& trace, const WorkStretch& stretch, const QRectF& block,
               const QColor& colour) {
    const QFontMetricsF metrics(painter.font());
    for (const QString& words : work_words(trace, stretch)) {
        const double width = metrics.horizontalAdvance(words);
        if (width + 2 * margin > block.width())
            continue;
        painter.setPen(colour);
        painter.drawText(
            QPointF(block.left() + margin, block.center().y() + (metrics.ascent() - metrics.descent()) / 2),
            words);
        return;
    }
}

} // namespace

QRectF work_strip(const TimelineFrame& frame, const Lane& lane, const QRectF& bar) {
    if (lane.work().empty())
        return {};
    // Strip and states both have room for words, or the strip is thin.
    const double high =
        std::ceil(std::max(0.8 * frame.font.pixelSize(), 1.0 * frame.least_letters) / share_of_letters);
    const double height = bar.height() >= 2 * high ? high : std::clamp(bar.height() * 0.4, 3.0, high);
    return {bar.topLeft(), QSizeF(bar.width(), height)};
}

QStringList work_words(const Trace& trace, const WorkStretch& stretch) {
    const Object* const name = trace.find_object(stretch.object);
    if (name == nullptr)
        return {};
    const QString words = QString::fromStdString(name->name());
    if (stretch.number == 0)
        return {words};
    return {words, QStringLiteral("#%1").arg(stretch.number)};
}

void draw_work_strip(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row,
                     const QRectF& strip) {
    const auto& [trace, live_end] = frame.source_of(row);
    const Lane& lane = trace->lane(row.index);
    const auto& work = lane.work();
    const std::size_t count = work.size();
    const auto pixel = [&](std::int64_t time) {
        return std::clamp(pixel_of(time, frame.range, strip.left(), strip.width()), strip.left(),
                          strip.right());
    };
    const std::optional<QFont> font = font_in_bar(frame, strip.height(), share_of_letters);
    if (font)
        painter.setFont(*font);
    const QRectF blocks = strip.adjusted(0, 0, 0, strip.height() > 6 ? -1 : 0);

    std::size_t index = lane.work_at(frame.range.from);
    if (index == nowhere)
        index = 0;
    while (index < count && work[index].begin < frame.range.until) {
        const std::int64_t end = index + 1 < count ? work[index + 1].begin : std::min(lane.end(), live_end);
        const double left = pixel(work[index].begin);
        const double right = pixel(end);
        if (right - left < 1) {
            // All stretches that end within this pixel are drawn as one block.
            const double next = std::floor(left) + 1;
            painter.fillRect(QRectF(std::floor(left), blocks.top(), 1, blocks.height()),
                             tone_of(*frame.theme, 2));
            const std::int64_t time = time_at(next, frame.range, strip.left(), strip.width());
            const std::size_t next_index = lane.work_at(time, index);
            index = next_index == nowhere ? index + 1 : std::max(index + 1, next_index);
            continue;
        }
        if (work[index].object != 0) {
            const QRectF block(left, blocks.top(), right - left, blocks.height());
            painter.fillRect(block, tone_of(*frame.theme, index));
            if (font)
                draw_name(painter, *trace, work[index], block, frame.theme->text);
        }
        ++index;
    }
}

} // namespace interleave
