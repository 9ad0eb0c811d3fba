// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/work_rows.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStaticText>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace interleave {

namespace {

/// What a letter may take of a row's height.
constexpr double work_share_of_letters = 0.88;
constexpr double work_margin = 3;
/// Below each row.
constexpr double row_gap = 1;
/// A name is shortened where there is so much room, and left out where there is less.
constexpr double least_elided_work = 26;
/// Pixels that a column shows in which there is any work, however short.
constexpr double least_height = 2;
/// Of rows that share the last one, so many are looked at.
constexpr std::size_t most_folded = 32;

/// Neutral tones tell neighbours apart; colours are kept for the states.
QColor tone_of(const Theme& theme, std::uint16_t object) {
    constexpr std::array tones{0.13, 0.19, 0.25};
    const double part = tones[object % tones.size()];
    const auto channel = [part](int back, int front) {
        return static_cast<int>(back + part * (front - back));
    };
    const QColor& back = theme.background;
    const QColor& front = theme.text;
    return {channel(back.red(), front.red()), channel(back.green(), front.green()),
            channel(back.blue(), front.blue())};
}

/// Draws one row after the other.
class WorkRowPainter {
public:
    WorkRowPainter(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row)
        : painter_(painter)
        , frame_(frame)
        , trace_(frame.trace_of(row))
        , lane_(trace_.lane(row.index))
        , open_end_(std::min(lane_.end(), frame.source_of(row).live_end)) {}

    void draw(std::size_t number, const QRectF& place) {
        place_ = place;
        const std::optional<QFont> font =
            font_in_bar(frame_, place.height() + row_gap, work_share_of_letters);
        has_words_ = font.has_value();
        if (font)
            painter_.setFont(*font);
        const WorkRow& row = lane_.work_row(number);
        const auto& work = row.stretches();
        const std::size_t count = work.size();
        std::size_t index = row.at(frame_.range.from);
        index = index == nowhere ? 0 : index;
        while (index < count && work[index].begin < frame_.range.until) {
            const double left = pixel(work[index].begin);
            const double right = pixel(row.end_of(index, open_end_));
            if (right - left < 1) {
                index = draw_column(row, index, std::floor(left));
                continue;
            }
            if (work[index].object != 0)
                draw_block(work[index], left, right);
            ++index;
        }
    }

    /// Draws all rows from `first` on as one.
    void draw_folded(std::size_t first, const QRectF& place) {
        place_ = place;
        const std::size_t last = std::min(lane_.work_row_count(), first + most_folded);
        std::vector<std::size_t> near(last - first, 0);
        for (double x = std::floor(place.left()); x < place.right(); ++x) {
            const std::int64_t from = time_of(x);
            const std::int64_t until = std::max(from + 1, time_of(x + 1));
            std::optional<double> share;
            for (std::size_t number = first; number < last; ++number) {
                const WorkRow& row = lane_.work_row(number);
                std::size_t& hint = near[number - first];
                const std::size_t before = row.at(from, hint);
                const std::size_t after = row.at(until, before == nowhere ? 0 : before);
                hint = after == nowhere ? 0 : after;
                if (holds_work(row, before, after))
                    share = std::max(share.value_or(0), share_of(row, before, after, from, until));
            }
            if (share)
                fill_column(x, *share);
        }
        const std::optional<QFont> font =
            font_in_bar(frame_, place.height() + row_gap, work_share_of_letters);
        if (!font)
            return;
        painter_.setFont(*font);
        const QString words = QStringLiteral("+%1").arg(lane_.work_row_count() - first);
        const QFontMetricsF metrics(*font);
        const double width = metrics.horizontalAdvance(words) + 2 * work_margin;
        const QRectF plate(place.right() - width, place.top(), width, place.height());
        painter_.fillRect(plate, frame_.theme->background);
        painter_.setPen(frame_.theme->muted);
        painter_.drawText(plate, Qt::AlignCenter | Qt::TextDontClip, words);
    }

private:
    struct Name {
        QStaticText words;
        QString text;
        double width;
    };

    double pixel(std::int64_t time) const {
        return std::clamp(pixel_of(time, frame_.range, place_.left(), place_.width()), place_.left(),
                          place_.right());
    }
    std::int64_t time_of(double x) const {
        return std::min(time_at(x, frame_.range, place_.left(), place_.width()), open_end_);
    }

    static double share_of(const WorkRow& row, std::size_t before, std::size_t after, std::int64_t from,
                           std::int64_t until) {
        const std::int64_t busy = row.busy_until(until, after) - row.busy_until(from, before);
        return static_cast<double>(busy) / static_cast<double>(until - from);
    }
    /// Whether there is work in the stretches [before, after]. Of two neighbours at least one is work.
    static bool holds_work(const WorkRow& row, std::size_t before, std::size_t after) {
        const std::size_t first = before == nowhere ? 0 : before;
        if (after == nowhere)
            return false;
        return row.stretches()[first].object != 0 || after > first;
    }

    void fill_column(double x, double share) {
        const double height = std::max(std::min(least_height, place_.height()),
                                       std::round(std::min(share, 1.0) * place_.height()));
        painter_.fillRect(QRectF(x, place_.bottom() - height, 1, height), tone_of(*frame_.theme, 2));
    }

    /// Draws a column that holds more than one stretch, from the one at `index` on. Returns the first stretch
    /// that does not begin in it.
    std::size_t draw_column(const WorkRow& row, std::size_t index, double x) {
        const std::int64_t from = time_of(x);
        const std::int64_t until = std::max(from + 1, time_of(x + 1));
        const std::size_t before = row.at(from, index);
        const std::size_t after = row.at(until - 1, index);
        if (holds_work(row, index, after))
            fill_column(x, share_of(row, before, after, from, until));
        return after == nowhere ? index + 1 : std::max(index + 1, after);
    }

    void draw_block(const WorkStretch& stretch, double left, double right) {
        QRectF block(left, place_.top(), right - left, place_.height());
        painter_.fillRect(block, tone_of(*frame_.theme, stretch.object));
        if (block.width() >= 3) // neighbours that touch are two
            painter_.fillRect(QRectF(std::floor(left), block.top(), 1, block.height()),
                              frame_.theme->background);
        if (has_words_ && block.width() >= least_elided_work)
            draw_name(stretch, block);
    }

    void draw_name(const WorkStretch& stretch, const QRectF& block) {
        const QFontMetricsF metrics(painter_.font());
        const double room = block.width() - 2 * work_margin;
        const double top = block.center().y() - metrics.height() / 2;
        painter_.setPen(frame_.theme->text);
        const Name& name = name_of(stretch, metrics);
        if (name.width <= room) {
            painter_.drawStaticText(QPointF(block.left() + work_margin, top), name.words);
            return;
        }
        const QStringList shorter = work_words(trace_, stretch).mid(1);
        for (const QString& words : shorter)
            if (metrics.horizontalAdvance(words) <= room) {
                draw_text(words, block, metrics);
                return;
            }
        const QString& shortest = shorter.isEmpty() ? name.text : shorter.first();
        constexpr int least_letters = 3; // and a sign for those that are left out
        if (const QString cut = metrics.elidedText(shortest, Qt::ElideRight, room);
            cut.size() > least_letters)
            draw_text(cut, block, metrics);
    }

    void draw_text(const QString& words, const QRectF& block, const QFontMetricsF& metrics) {
        painter_.drawText(QPointF(block.left() + work_margin,
                                  block.center().y() + (metrics.ascent() - metrics.descent()) / 2),
                          words);
    }

    /// A row has thousands of stretches, but few names.
    const Name& name_of(const WorkStretch& stretch, const QFontMetricsF& metrics) {
        const auto known = names_.find(stretch.object);
        if (known != names_.end())
            return known->second;
        const QString words = work_words(trace_, stretch).value(0);
        QStaticText laid_out(words);
        laid_out.setTextFormat(Qt::PlainText);
        laid_out.prepare({}, painter_.font());
        return names_.emplace(stretch.object, Name{laid_out, words, metrics.horizontalAdvance(words)})
            .first->second;
    }

    QPainter& painter_;
    const TimelineFrame& frame_;
    const Trace& trace_;
    const Lane& lane_;
    std::int64_t open_end_;
    QRectF place_;
    bool has_words_ = false;
    std::unordered_map<std::uint16_t, Name> names_; ///< all rows of a lane have the same letters
};

} // namespace

LanePlaces lane_places(const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar) {
    LanePlaces places{bar, {}};
    if (row.kind != TimelineRow::Kind::lane || (row.work_rows == 0 && !row.keeps_strip))
        return places;
    if (row.has_states && row.work_rows <= 1) {
        // Strip and states both have room for words, or the strip is thin.
        const double high = std::ceil(std::max(0.8 * frame.font.pixelSize(), 1.0 * frame.least_letters) /
                                      work_share_of_letters);
        const double height = bar.height() >= 2 * high ? high : std::clamp(bar.height() * 0.4, 3.0, high);
        places.bar.setTop(bar.top() + height);
        if (row.work_rows == 1)
            places.work = QRectF(bar.topLeft(), QSizeF(bar.width(), height));
        return places;
    }
    // The bar has the room of one row of work, or with states of nearly two.
    const double of_bar = row.has_states ? 1.7 : row.has_bar ? 1 : 0;
    const auto rows = static_cast<double>(row.work_rows);
    const double height = std::floor(bar.height() * of_bar / (rows + of_bar));
    places.work = bar;
    if (row.has_states) {
        places.bar.setHeight(height);
        places.work.setTop(places.bar.bottom());
    } else {
        places.bar.setTop(bar.bottom() - height);
        places.work.setBottom(places.bar.top());
    }
    return places;
}

QRectF work_row_place(const TimelineRow& row, const QRectF& work, std::size_t number) {
    const auto rows = static_cast<double>(std::max<std::size_t>(row.work_rows, 1));
    const double top = work.top() + std::floor(work.height() * static_cast<double>(number) / rows);
    const double bottom = work.top() + std::floor(work.height() * static_cast<double>(number + 1) / rows);
    return {work.left(), top, work.width(), std::max(1.0, bottom - top - (bottom - top > 6 ? row_gap : 0))};
}

std::size_t work_row_at(const Lane& lane, const TimelineRow& row, const QRectF& work, double y,
                        std::int64_t time) {
    const std::size_t innermost = lane.innermost_work_row(time);
    if (y < work.top() || y >= work.bottom() || row.work_rows == 0)
        return innermost;
    const auto rows = static_cast<double>(row.work_rows);
    const auto number =
        std::min(static_cast<std::size_t>((y - work.top()) / work.height() * rows), row.work_rows - 1);
    const bool is_folded = number + 1 == row.work_rows && lane.work_row_count() > row.work_rows;
    if (is_folded)
        return innermost == nowhere || innermost < number ? nowhere : innermost;
    const WorkRow& shown = lane.work_row(number);
    const std::size_t at = shown.at(time);
    return at != nowhere && shown.stretches()[at].object != 0 ? number : nowhere;
}

QStringList work_words(const Trace& trace, const WorkStretch& stretch) {
    const Object* const name = trace.find_object(stretch.object);
    if (name == nullptr)
        return {};
    const QString words = QString::fromStdString(name->name());
    QStringList texts{words};
    // Many tools write where a function is behind its name: "fib (numbers.py:8)".
    if (const qsizetype place = words.lastIndexOf(QStringLiteral(" ("));
        place > 0 && words.endsWith(QLatin1Char(')')))
        texts << words.left(place);
    if (stretch.number != 0)
        texts << QStringLiteral("#%1").arg(stretch.number);
    return texts;
}

void draw_work_rows(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row,
                    const QRectF& work) {
    const Lane& lane = frame.trace_of(row).lane(row.index);
    WorkRowPainter rows(painter, frame, row);
    for (std::size_t number = 0; number < row.work_rows; ++number) {
        const QRectF place = work_row_place(row, work, number);
        if (number + 1 == row.work_rows && lane.work_row_count() > row.work_rows)
            rows.draw_folded(number, place);
        else
            rows.draw(number, place);
    }
}

void draw_chosen_work(QPainter& painter, const TimelineFrame& frame, std::int64_t time) {
    if (frame.chosen_row >= frame.rows.size() || !frame.layout.is_visible(frame.chosen_row))
        return;
    const TimelineRow& row = frame.rows[frame.chosen_row];
    if (row.kind != TimelineRow::Kind::lane || row.work_rows == 0)
        return;
    const Lane& lane = frame.trace_of(row).lane(row.index);
    const std::size_t number = lane.innermost_work_row(time);
    if (number == nowhere)
        return;
    const WorkRow& work = lane.work_row(number);
    const std::size_t index = work.at(time);
    const QRectF all = lane_places(frame, row, frame.layout.bar(frame.chosen_row)).work;
    const QRectF place = work_row_place(row, all, std::min(number, row.work_rows - 1));
    const auto pixel = [&](std::int64_t at) {
        return std::clamp(pixel_of(at, frame.range, place.left(), place.width()), place.left(),
                          place.right());
    };
    const std::int64_t open_end = std::min(lane.end(), frame.source_of(row).live_end);
    const double left = pixel(work.stretches()[index].begin);
    const double right = std::max(left + 3, pixel(work.end_of(index, open_end)));
    painter.save();
    painter.setClipRect(frame.layout.region(frame.chosen_row));
    painter.setPen(QPen(frame.theme->accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(left, place.top(), right - left, place.height()).adjusted(1, 1, -1, -1));
    painter.restore();
}

} // namespace interleave
