// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overlay_painter.h"

#include "ui/rows/frame_painter.h"
#include "ui/rows/work_rows.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace interleave {

namespace {

enum class LineStyle { light, strong, dashed };

/// Writes into the band above the rows, each word on a ground of its own. A word that would touch another one
/// stands beside it, or is left out where there is no room.
class Tags {
public:
    Tags(QPainter& painter, const TimelineFrame& frame, const QRectF& band)
        : painter_(painter)
        , frame_(frame)
        , band_(band) {}

    /// Draws words centred at `x` if possible.
    void draw(double x, const QString& text) { draw(x, text, frame_.theme->text, frame_.theme->background); }
    void draw(double x, const QString& text, const QColor& ground, const QColor& letters) {
        const QFontMetricsF metrics(frame_.font);
        const QSizeF size(metrics.horizontalAdvance(text) + 10,
                          std::min(band_.height(), metrics.height() + 2));
        const double most = std::max(band_.left(), band_.right() - size.width());
        QRectF place(QPointF(std::round(std::clamp(x - size.width() / 2, band_.left(), most)),
                             band_.bottom() - size.height()),
                     size);
        if (!is_free(place)) {
            const std::optional<double> left = nearest_free(place);
            if (!left)
                return;
            place.moveLeft(*left);
        }
        taken_.push_back(place);
        painter_.fillRect(place, ground);
        painter_.setPen(letters);
        painter_.drawText(place, Qt::AlignCenter, text);
    }

private:
    bool is_free(const QRectF& place) const {
        return place.left() >= band_.left() && place.right() <= band_.right() &&
               std::ranges::none_of(taken_, [&](const QRectF& other) { return other.intersects(place); });
    }
    /// Returns where a place of this size is free beside one that is taken.
    std::optional<double> nearest_free(const QRectF& place) const {
        constexpr double gap = 2;
        std::optional<double> best;
        for (const QRectF& other : taken_)
            for (const double left : {other.left() - gap - place.width(), other.right() + gap}) {
                const bool nearer = !best || std::abs(left - place.left()) < std::abs(*best - place.left());
                if (nearer && is_free(QRectF({left, place.top()}, place.size())))
                    best = left;
            }
        return best;
    }

    QPainter& painter_;
    const TimelineFrame& frame_;
    QRectF band_;
    std::vector<QRectF> taken_;
};

void draw_line(QPainter& painter, const TimelineFrame& frame, std::int64_t time, LineStyle style,
               Tags& tags) {
    const QRectF& plot = frame.layout.plot();
    const double x = std::floor(pixel_of(time, frame.range, plot.left(), plot.width()));
    if (x < plot.left() || x >= plot.right())
        return;
    QPen pen(style == LineStyle::light ? frame.theme->muted : frame.theme->accent, 1);
    if (style == LineStyle::dashed)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    tags.draw(x, moment_text(time, frame_axis(frame).step));
}

void draw_selection(QPainter& painter, const TimelineFrame& frame, const TimeRange& selection,
                    const QString& summary, Tags& tags) {
    const QRectF& plot = frame.layout.plot();
    const auto pixel = [&](std::int64_t time) {
        return std::clamp(pixel_of(time, frame.range, plot.left(), plot.width()), plot.left(), plot.right());
    };
    const double from = pixel(selection.from);
    const double until = pixel(selection.until);
    if (until <= plot.left() || from >= plot.right())
        return;
    QColor shade = frame.theme->background;
    shade.setAlpha(150); // what is not selected fades
    painter.fillRect(QRectF(plot.left(), plot.top(), from - plot.left(), plot.height()), shade);
    painter.fillRect(QRectF(until, plot.top(), plot.right() - until, plot.height()), shade);
    painter.fillRect(QRectF(from, plot.top(), 1, plot.height()), frame.theme->accent);
    painter.fillRect(QRectF(until - 1, plot.top(), 1, plot.height()), frame.theme->accent);
    tags.draw((from + until) / 2, summary);
}

/// Draws a flag with the note's number, a line where it begins, for a stretch of time a bar along it, and its
/// words where there is room.
void draw_note(QPainter& painter, const TimelineFrame& frame, const Note& note, std::size_t place,
               Tags& tags) {
    const QRectF& plot = frame.layout.plot();
    const auto pixel = [&](std::int64_t time) {
        return std::clamp(std::floor(pixel_of(time, frame.range, plot.left(), plot.width())), plot.left(),
                          plot.right());
    };
    const double from = pixel(note.from);
    const double until = pixel(note.until);
    if (note.until < frame.range.from || from >= plot.right())
        return;
    constexpr double bar = 3;
    constexpr double longest = 260;
    const Theme& theme = *frame.theme;
    if (until > from) {
        painter.fillRect(QRectF(from, plot.top(), until - from, bar), theme.accent);
        painter.fillRect(QRectF(until - 1, plot.top(), 1, plot.height()), theme.accent);
    }
    const QRectF flag = note_flag(frame, note, place);
    if (!flag.isEmpty()) {
        painter.fillRect(QRectF(from, plot.top(), 1, plot.height()), theme.accent);
        painter.fillRect(flag, theme.accent);
        painter.setPen(theme.on_accent);
        painter.drawText(flag, Qt::AlignCenter, QString::number(place + 1));
    }
    const QString words = QStringLiteral("%1  %2").arg(place + 1).arg(QString::fromStdString(note.text));
    tags.draw((from + until) / 2, QFontMetricsF(frame.font).elidedText(words, Qt::ElideRight, longest),
              theme.note, theme.text);
}

/// Covers what comes after a moment, and asks what it is.
void draw_cover(QPainter& painter, const TimelineFrame& frame, std::int64_t time) {
    const QRectF& plot = frame.layout.plot();
    const double x = std::clamp(std::floor(pixel_of(time, frame.range, plot.left(), plot.width())) + 1,
                                plot.left(), plot.right());
    const QRectF cover(x, plot.top(), plot.right() + 3 - x, plot.height()); // marks of events stand out
    if (x >= plot.right())
        return;
    painter.fillRect(cover, frame.theme->stripe);
    painter.fillRect(QRectF(x, plot.top(), 1, plot.height()), frame.theme->accent);
    QFont large(frame.font);
    large.setPixelSize(static_cast<int>(std::clamp(cover.width() / 3, 12.0, 64.0)));
    painter.setFont(large);
    painter.setPen(frame.theme->accent);
    painter.drawText(cover, Qt::AlignCenter, QStringLiteral("?"));
    painter.setFont(frame.font);
}

/// Returns the colour that makes faint what has not happened yet in a replay. It is seen where it will be,
/// but nobody takes it for what is.
QColor veil_of(const Theme& theme) {
    QColor veil = theme.background;
    veil.setAlpha(205);
    return veil;
}

void draw_veil(QPainter& painter, const TimelineFrame& frame, std::int64_t time) {
    const QRectF& plot = frame.layout.plot();
    const double x = std::clamp(std::floor(pixel_of(time, frame.range, plot.left(), plot.width())) + 1,
                                plot.left(), plot.right());
    // Marks of events stand out at the edge.
    painter.fillRect(QRectF(x, plot.top(), plot.right() + 3 - x, plot.height()), veil_of(*frame.theme));
}

} // namespace

QRectF note_flag(const TimelineFrame& frame, const Note& note, std::size_t place) {
    const QRectF& plot = frame.layout.plot();
    const double x = std::floor(pixel_of(note.from, frame.range, plot.left(), plot.width()));
    if (x < plot.left() || x >= plot.right())
        return {};
    const QFontMetricsF metrics(frame.font);
    const double width = metrics.horizontalAdvance(QString::number(place + 1)) + 8;
    return {std::min(x, plot.right() - width), plot.top(), width, metrics.height()};
}

void cover_overview(QPainter& painter, const TimelineFrame& frame, const TimelineOverlay& overlay,
                    const QRectF& overview) {
    const auto cover = [&](std::int64_t time, const QColor& colour) {
        const double x = std::clamp(pixel_of(time, frame.whole, overview.left(), overview.width()),
                                    overview.left(), overview.right());
        painter.fillRect(QRectF(QPointF(std::ceil(x), overview.top()), overview.bottomRight()), colour);
    };
    if (overlay.frozen_at)
        cover(*overlay.frozen_at, frame.theme->stripe);
    if (overlay.replayed_until)
        cover(*overlay.replayed_until, veil_of(*frame.theme));
}

void draw_overlay(QPainter& painter, const TimelineFrame& frame, const TimelineOverlay& overlay,
                  const QRectF& band) {
    painter.setFont(frame.font);
    Tags tags(painter, frame, band);
    if (overlay.selection)
        draw_selection(painter, frame, *overlay.selection, overlay.selection_summary, tags);
    for (std::size_t place = 0; place < overlay.notes.size(); ++place)
        draw_note(painter, frame, overlay.notes[place], place, tags);
    if (overlay.replayed_until)
        draw_veil(painter, frame, *overlay.replayed_until);
    if (overlay.frozen_at)
        draw_cover(painter, frame, *overlay.frozen_at);
    if (overlay.cursor)
        draw_chosen_work(painter, frame, *overlay.cursor);
    if (overlay.cursor)
        draw_line(painter, frame, *overlay.cursor, LineStyle::strong, tags);
    for (const std::int64_t time : overlay.marks)
        draw_line(painter, frame, time, LineStyle::dashed, tags);
    if (overlay.pointer)
        draw_line(painter, frame, *overlay.pointer, LineStyle::light, tags);
    if (overlay.drop_edge) {
        const QRectF& labels = frame.layout.labels();
        painter.fillRect(
            QRectF(labels.left(), *overlay.drop_edge - 1, frame.layout.plot().right() - labels.left(), 3),
            frame.theme->accent);
    }
}

} // namespace interleave
