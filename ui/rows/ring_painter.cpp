// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/ring_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace interleave {

namespace {

constexpr double ring_thickness = 2.6;
constexpr double ring_halo = 2.5;
constexpr double ring_head = 9;
/// In less room the arrows would lie over each other.
constexpr double least_room_for_arrow = 14;

struct RingPainterWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

std::optional<std::size_t> row_of_lane(const TimelineFrame& frame, LaneId lane) {
    const auto found = std::ranges::find_if(
        frame.rows, [&](const TimelineRow& row) { return row.source == 0 && row.shows_lane(lane); });
    return found == frame.rows.end() ? std::nullopt
                                     : std::optional(static_cast<std::size_t>(found - frame.rows.begin()));
}

std::optional<std::size_t> row_of_object(const TimelineFrame& frame, ObjectId object) {
    const auto found = std::ranges::find_if(frame.rows, [&](const TimelineRow& row) {
        return row.source == 0 && row.kind == TimelineRow::Kind::object &&
               frame.trace_of(row).object(row.index).id() == object;
    });
    return found == frame.rows.end() ? std::nullopt
                                     : std::optional(static_cast<std::size_t>(found - frame.rows.begin()));
}

/// An arrow from row to row, with what it means.
struct Arrow {
    std::size_t from;
    std::size_t to;
    bool holds; ///< dashed
    QString words;
};

/// Returns the arrows around the ring. A wait for another lane's end leads straight to that lane.
std::vector<Arrow> arrows_of(const TimelineFrame& frame, const DeadlockRing& ring) {
    std::vector<Arrow> arrows;
    const auto add = [&](std::size_t from, std::size_t to, bool holds) {
        const auto number = arrows.size() + 1;
        arrows.push_back({from, to, holds,
                          holds ? RingPainterWords::tr("%1 held by").arg(number)
                                : RingPainterWords::tr("%1 waits for").arg(number)});
    };
    for (const RingLink& link : ring.links) {
        const auto waiter = row_of_lane(frame, link.waiter);
        const auto holder = row_of_lane(frame, link.holder);
        if (!waiter || !holder)
            return {};
        if (const auto object = row_of_object(frame, link.object)) {
            add(*waiter, *object, false);
            add(*object, *holder, true);
        } else {
            add(*waiter, *holder, false);
        }
    }
    return arrows;
}

void draw_arrow(QPainter& painter, const TimelineFrame& frame, const Arrow& arrow, double x) {
    const QRectF from = frame.layout.bar(arrow.from);
    const QRectF to = frame.layout.bar(arrow.to);
    const bool down = to.top() > from.top();
    const double begin = down ? from.bottom() : from.top();
    const double end = down ? to.top() : to.bottom();
    const double back = down ? -ring_head : ring_head;
    const QLineF line(x, begin, x, end + back);
    painter.setPen(QPen(frame.theme->background, ring_thickness + 2 * ring_halo, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line);
    QPen pen(frame.theme->error, ring_thickness, Qt::SolidLine, Qt::FlatCap);
    if (arrow.holds)
        pen.setDashPattern({3, 1.6});
    painter.setPen(pen);
    painter.drawLine(line);
    QPolygonF tip;
    tip << QPointF(x, end) << QPointF(x - 0.7 * ring_head, end + back)
        << QPointF(x + 0.7 * ring_head, end + back);
    painter.setPen(QPen(frame.theme->background, 1.5));
    painter.setBrush(frame.theme->error);
    painter.drawPolygon(tip);
}

/// How the arrows say what they mean: by words or by their numbers alone, with so many pixels at either side.
struct PillForm {
    bool has_words;
    double margin;

    QString words_of(const Arrow& arrow) const {
        return has_words ? arrow.words : arrow.words.section(QLatin1Char(' '), 0, 0);
    }
    double width_of(const Arrow& arrow, const QFontMetricsF& metrics) const {
        return metrics.horizontalAdvance(words_of(arrow)) + 2 * margin;
    }
};

/// Returns the longest form that has room beside each arrow: a ring with some of its numbers would look as if
/// it ended there.
std::optional<PillForm> form_of(const std::vector<Arrow>& arrows, const QFontMetricsF& metrics, double room) {
    for (const PillForm& form : {PillForm{true, 8}, PillForm{false, 8}, PillForm{false, 3}})
        if (std::ranges::all_of(arrows, [&](const Arrow& arrow) {
                return form.width_of(arrow, metrics) + ring_head <= room;
            }))
            return form;
    return std::nullopt;
}

/// Writes what an arrow means beside it, into the gap between lanes and objects.
void draw_pill(QPainter& painter, const TimelineFrame& frame, const Arrow& arrow, const PillForm& form,
               double x, double middle) {
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height() + 4;
    const QRectF pill(x + ring_head, middle - height / 2, form.width_of(arrow, metrics), height);
    painter.setPen(QPen(frame.theme->error, 1.5));
    painter.setBrush(frame.theme->background);
    painter.drawRoundedRect(pill, height / 2, height / 2);
    painter.setPen(frame.theme->error);
    painter.drawText(pill, Qt::AlignCenter | Qt::TextDontClip, form.words_of(arrow));
}

/// Returns the middle of the gap between lanes and objects, if there is one.
std::optional<double> middle_of_gap(const TimelineFrame& frame) {
    for (std::size_t row = 1; row < frame.rows.size(); ++row)
        if (frame.rows[row - 1].is_of_lanes() && !frame.rows[row].is_of_lanes())
            return (frame.layout.stripe(row - 1).bottom() + frame.layout.stripe(row).top()) / 2;
    return std::nullopt;
}

/// Returns the room that the words at the begin of the ring's waits and holds take, so that no arrow crosses
/// them: "lock: account A".
double room_of_words(const TimelineFrame& frame, const std::vector<Arrow>& arrows) {
    const QFontMetricsF metrics(frame.font);
    double longest = 0;
    for (const Arrow& arrow : arrows) {
        const TimelineRow& row = frame.rows[arrow.from];
        longest = std::max(longest, metrics.horizontalAdvance(row_name(frame.trace_of(row), row)));
    }
    return longest + metrics.horizontalAdvance(QStringLiteral("semaphore: "));
}

} // namespace

double ring_gap(const TimelineFrame& frame) {
    return std::ceil(QFontMetricsF(frame.font).height() + 18);
}

void draw_rings(QPainter& painter, const TimelineFrame& frame) {
    if (frame.rings.empty())
        return;
    const QRectF& plot = frame.layout.plot();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    QFont font = frame.font;
    font.setBold(true);
    painter.setFont(font);
    for (const DeadlockRing& ring : frame.rings) {
        const std::vector<Arrow> arrows = arrows_of(frame, ring);
        const double left =
            std::max(plot.left(), pixel_of(ring.since, frame.range, plot.left(), plot.width()));
        const double end = std::min(
            plot.right(), pixel_of(frame.sources.front().live_end, frame.range, plot.left(), plot.width()));
        const double words = std::min(room_of_words(frame, arrows), (end - left) / 3);
        const double each = (end - left - words) / static_cast<double>(arrows.size());
        if (arrows.empty() || each < least_room_for_arrow)
            continue;
        const std::optional<double> middle = middle_of_gap(frame);
        const auto form = form_of(arrows, QFontMetricsF(painter.font()), each - ring_head);
        for (std::size_t i = 0; i < arrows.size(); ++i) {
            const double x = std::round(left + words + static_cast<double>(i) * each);
            draw_arrow(painter, frame, arrows[i], x);
            if (middle && form)
                draw_pill(painter, frame, arrows[i], *form, x, *middle);
        }
    }
    painter.restore();
}

} // namespace interleave
