// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/event_marks.h"

#include "ui/words/event_words.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace interleave {

namespace {

/// Room at both sides of a plate's words, and between a plate and the next event.
constexpr double mark_margin = 4;
constexpr double crowd_height = 2;
/// Crowds of more events than this are found by looking at every few pixels.
constexpr std::size_t most_events_visited = 4'000;
constexpr double pixels_between_looks = 4;

struct Placing {
    const Lane& lane;
    TimeRange range;
    double left, width;

    double x_of(std::int64_t time) const { return pixel_of(time, range, left, width); }
};

void add_crowd(std::vector<EventCrowd>& crowds, double left, double right) {
    if (!crowds.empty() && left <= crowds.back().right + 1)
        crowds.back().right = std::max(crowds.back().right, right);
    else
        crowds.push_back({left, right});
}

/// Finds where there are events, without a look at each of them.
std::vector<EventCrowd> crowds_of_many(const Placing& at) {
    std::vector<EventCrowd> crowds;
    const EventSequence& events = at.lane.events();
    const std::size_t count = events.size();
    const double end = at.left + at.width;
    std::int64_t time = at.range.from;
    std::size_t near = 0;
    while (time < at.range.until) {
        // Mostly so many events lie in a few pixels that blocks of them tell enough.
        const double here = std::floor(at.x_of(time));
        const double after = std::min(end, here + pixels_between_looks);
        if (const std::int64_t until = time_at(after, at.range, at.left, at.width);
            events.begins_block_in(time, until, near)) {
            add_crowd(crowds, here, after);
            time = std::max(time + 1, until);
            continue;
        }
        const std::size_t index = events.first_at(time);
        if (index >= count)
            break;
        const double x = at.x_of(events[index].time);
        if (x >= end)
            break;
        const double next = std::min(end, std::floor(x) + pixels_between_looks);
        add_crowd(crowds, std::floor(x), next);
        time = std::max(time + 1, time_at(next, at.range, at.left, at.width));
    }
    return crowds;
}

/// Whether a mark of this kind has a name or a line that someone wrote, which may be cut. Of a number every
/// digit counts, and a word of the program's own is whole or absent.
bool has_free_words(EventKind kind) noexcept {
    return kind == EventKind::mark || kind == EventKind::print;
}

/// Gives a mark its words, if they fit into `room`.
void fit_words(const Trace& trace, const Lane& lane, EventMark& mark, double room,
               const QFontMetricsF& metrics) {
    QString words = mark_words(trace, lane, mark.index);
    if (words.isEmpty())
        return;
    double width = metrics.horizontalAdvance(words) + 2 * mark_margin;
    if (width > room) {
        if (!has_free_words(mark.event.kind))
            return;
        words = metrics.elidedText(words, Qt::ElideRight, room - 2 * mark_margin);
        width = metrics.horizontalAdvance(words) + 2 * mark_margin;
        constexpr int least_letters = 3;
        if (words.size() <= least_letters || width > room)
            return;
    }
    mark.words = words;
    mark.width = width;
}

/// Whether `other` leaves the mark of `event` its room however near it is: the bars show it, as a wait's end
/// before a print, or it only tells the value that the object's own row shows, as beside the message that
/// changed it.
bool gives_way(const Event& other, const Event& event) noexcept {
    return is_shown_by_bars(other) ||
           (other.kind == EventKind::set_value && event.kind != EventKind::set_value);
}

/// Whether the events that matter are far enough from this one.
bool has_room_among_its_like(const std::vector<EventMark>& all, std::size_t index) {
    const double x = all[index].x;
    const Event& event = all[index].event;
    for (std::size_t i = index; i-- > 0 && x - all[i].x < least_tick_distance;)
        if (!gives_way(all[i].event, event))
            return false;
    for (std::size_t i = index + 1; i < all.size() && all[i].x - x < least_tick_distance; ++i)
        if (!gives_way(all[i].event, event))
            return false;
    return true;
}

QColor halo_of(const TimelineFrame& frame) {
    return frame.theme->read.fill;
}

void draw_tick(QPainter& painter, const TimelineFrame& frame, const EventMark& mark, const QRectF& bar) {
    // A read is in the upper half, so that it differs from a write without colour.
    const double height = mark.event.kind == EventKind::read ? bar.height() / 2 : bar.height();
    const double x = std::floor(mark.x);
    painter.fillRect(QRectF(x + 1, bar.top(), 1, height), halo_of(frame));
    painter.fillRect(QRectF(x, bar.top(), 1, height), frame.theme->read.outline);
}

void draw_flag(QPainter& painter, const TimelineFrame& frame, double x, const QRectF& bar) {
    const double size = std::min(6.0, bar.height() / 2);
    QPolygonF flag;
    flag << QPointF(x, bar.top()) << QPointF(x + size, bar.top() + size / 2) << QPointF(x, bar.top() + size);
    painter.setPen(QPen(halo_of(frame), 1));
    painter.setBrush(frame.theme->read.outline);
    painter.drawPolygon(flag);
}

void draw_plate(QPainter& painter, const TimelineFrame& frame, const EventMark& mark, const QRectF& bar,
                double height) {
    const QRectF plate(std::floor(mark.x) + 0.5, std::floor(bar.center().y() - height / 2) + 0.5,
                       mark.width - 1, height - 1);
    const bool filled = mark.event.kind == EventKind::write;
    const BandStyle& style = filled ? frame.theme->write : frame.theme->read;
    const bool wrong = mark.lost.has_value() || mark.is_lost;
    painter.setPen(QPen(wrong ? frame.theme->error : style.outline, wrong ? 2 : 1));
    painter.setBrush(style.fill);
    painter.drawRoundedRect(plate, 3, 3);
    painter.setPen(style.text);
    painter.drawText(plate, Qt::AlignCenter | Qt::TextDontClip, mark.words);
    if (!mark.is_lost)
        return;
    painter.setPen(QPen(halo_of(frame), 4));
    painter.drawLine(plate.bottomLeft() + QPointF(-2, 1), plate.topRight() + QPointF(2, -1));
    painter.setPen(QPen(frame.theme->error, 2));
    painter.drawLine(plate.bottomLeft() + QPointF(-2, 1), plate.topRight() + QPointF(2, -1));
}

/// Joins the read with the write that loses an update, above the bar, and says so where there is room.
void draw_bracket(QPainter& painter, const TimelineFrame& frame, const LostUpdate& lost, double until,
                  const QRectF& bar) {
    const double from = std::max(bar.left(), pixel_of(lost.read_time, frame.range, bar.left(), bar.width()));
    constexpr double thickness = 2;
    const QRectF line(from, bar.top() - thickness, until - from + 1, thickness);
    painter.fillRect(line, frame.theme->error);
    painter.fillRect(QRectF(until - 1, line.top(), thickness, bar.height() / 4), frame.theme->error);
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    if (bar.height() < 2 * height)
        return;
    for (const QString& words :
         {lost_update_words(lost), QCoreApplication::translate("Timeline", "lost update")}) {
        const double width = metrics.horizontalAdvance(words) + 2 * mark_margin;
        if (width > line.width())
            continue;
        const QRectF plate(until - width, bar.top() - height / 2, width, height);
        painter.fillRect(plate, frame.theme->error);
        painter.setPen(frame.theme->on_error);
        painter.drawText(plate, Qt::AlignCenter | Qt::TextDontClip, words);
        return;
    }
}

/// Leaves of all events the marks that have room, and makes crowds of the others.
EventMarks placed(const std::vector<EventMark>& all) {
    EventMarks result;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool near_before = i > 0 && all[i].x - all[i - 1].x < least_tick_distance;
        const bool near_after = i + 1 < all.size() && all[i + 1].x - all[i].x < least_tick_distance;
        const bool is_shown = !is_shown_by_bars(all[i].event) && has_room_among_its_like(all, i);
        if ((near_before || near_after) && !is_shown)
            add_crowd(result.crowds, std::floor(all[i].x),
                      near_after ? std::floor(all[i + 1].x) + 1 : std::floor(all[i].x) + 1);
        else
            result.marks.push_back(all[i]);
    }
    return result;
}

EventMarks marks_of_events(const Placing& at) {
    const EventSequence& events = at.lane.events();
    const std::size_t last = std::min(events.first_at(at.range.until), events.size());
    const std::size_t first = std::min(events.first_at(at.range.from), last);
    if (last - first > most_events_visited)
        return {{}, crowds_of_many(at)};
    std::vector<EventMark> all;
    all.reserve(last - first);
    std::size_t index = first;
    events.for_each(first, last, [&](const Event& event) {
        const bool is_end_of_bar = event.kind == EventKind::lane_begin || event.kind == EventKind::lane_end ||
                                   event.kind == EventKind::fatal_signal; // the bar's ends show them
        if (!is_end_of_bar && !continues_last(event.kind))
            all.push_back({.x = at.x_of(event.time), .event = event, .index = index});
        ++index;
    });
    return placed(all);
}

/// Of a lane whose states are not known, whose work has rows of its own.
EventMarks marks_alone(const Placing& at) {
    const auto& marks = at.lane.marks();
    const std::size_t last = at.lane.first_mark_at(at.range.until);
    std::size_t next = std::min(at.lane.first_mark_at(at.range.from), last);
    if (last - next > most_events_visited) {
        EventMarks result;
        while (next < last) {
            const double x = std::floor(at.x_of(marks[next].time));
            add_crowd(result.crowds, x, x + 1);
            const std::int64_t after = time_at(x + 1, at.range, at.left, at.width);
            next = std::max(next + 1, at.lane.first_mark_at(after));
        }
        return result;
    }
    std::vector<EventMark> all;
    for (; next < last; ++next)
        all.push_back({.x = at.x_of(marks[next].time),
                       .event = at.lane.events()[marks[next].event],
                       .index = marks[next].event});
    return placed(all);
}

} // namespace

QFont mark_font(const TimelineFrame& frame, double bar_height) {
    QFont font = frame.font;
    font.setBold(true);
    const int most = std::max(frame.least_letters, static_cast<int>(font.pixelSize() * 0.92));
    font.setPixelSize(std::clamp(static_cast<int>(bar_height * 0.55), frame.least_letters, most));
    return font;
}

EventMarks event_marks(const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar) {
    if (!row.has_bar)
        return {};
    const Placing at{frame.trace_of(row).lane(row.index), frame.range, bar.left(), bar.width()};
    return row.has_states ? marks_of_events(at) : marks_alone(at);
}

void add_words(EventMarks& marks, const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar,
               const QFontMetricsF& metrics) {
    if (marks.marks.empty()) // as in every row that is not of one lane
        return;
    const Trace& trace = frame.trace_of(row);
    const Lane& lane = trace.lane(row.index);
    constexpr double infinite = std::numeric_limits<double>::infinity();
    // Lower bars have ticks only.
    const bool has_room_for_plates = frame.has_mark_words && bar.height() >= metrics.height() + 2;
    for (std::size_t i = 0; i < marks.marks.size(); ++i) {
        EventMark& mark = marks.marks[i];
        // Words may cover a tick of what gives way to them.
        const auto matters = [&](const EventMark& other) { return !gives_way(other.event, mark.event); };
        const auto after = std::find_if(marks.marks.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                        marks.marks.end(), matters);
        const auto before =
            std::find_if(marks.marks.rend() - static_cast<std::ptrdiff_t>(i), marks.marks.rend(), matters);
        const double room_before = before == marks.marks.rend() ? infinite : mark.x - before->x;
        const double room_after = after == marks.marks.end() ? infinite : after->x - mark.x;
        if (has_room_for_plates && std::min(room_before, room_after) >= least_word_distance)
            fit_words(trace, lane, mark, std::min(room_after, bar.right() - mark.x) - mark_margin, metrics);
        mark.lost = lost_update_at(trace, lane, mark.index);
        mark.is_lost = is_lost_write(trace, lane, mark.event);
    }
}

void draw_event_marks(QPainter& painter, const TimelineFrame& frame, const EventMarks& marks,
                      const QRectF& bar) {
    for (const EventCrowd& crowd : marks.crowds)
        painter.fillRect(
            QRectF(crowd.left, bar.bottom() + 1, std::max(1.0, crowd.right - crowd.left), crowd_height),
            frame.theme->axis);
    if (marks.marks.empty())
        return;
    painter.save();
    for (const EventMark& mark : marks.marks)
        draw_tick(painter, frame, mark, bar);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setFont(mark_font(frame, bar.height()));
    const double height = std::min(bar.height() - 2, QFontMetricsF(painter.font()).height() + 2);
    for (const EventMark& mark : marks.marks) {
        if (!mark.words.isEmpty())
            draw_plate(painter, frame, mark, bar, height);
        else if (mark.event.kind == EventKind::mark || mark.event.kind == EventKind::print)
            draw_flag(painter, frame, std::floor(mark.x) + 0.5, bar);
        if (mark.lost)
            draw_bracket(painter, frame, *mark.lost, std::floor(mark.x), bar);
    }
    painter.restore();
}

} // namespace interleave
