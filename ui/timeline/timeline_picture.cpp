// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_picture.h"

#include "ui/timeline/frame_painter.h"
#include "ui/timeline/legend.h"
#include "ui/timeline/row_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextOption>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

QFont font_of(double pixels, bool bold = false) {
    QFont font;
    font.setPixelSize(std::max(7, static_cast<int>(std::lround(pixels))));
    font.setBold(bold);
    return font;
}

/// Height of the lowest row whose name can still be read, in logical pixels.
constexpr double least_row = 11;

/// Wraps at word boundaries, and within a word only if the word alone is too long.
QTextOption wrapped() {
    QTextOption option(Qt::AlignLeft | Qt::AlignTop);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    return option;
}

/// Returns the height of wrapped words. The letters are made smaller until the words take at most `most`.
double fitted_height(QPainter& painter, QFont& font, const QString& words, double width, double most) {
    for (;;) {
        painter.setFont(font);
        const double height =
            std::ceil(painter.boundingRect(QRectF(0, 0, width, 1e6), words, wrapped()).height());
        if (height <= most || font.pixelSize() <= 7)
            return height;
        font.setPixelSize(font.pixelSize() - 1);
    }
}

/// How many rows are not shown for lack of room.
struct LeftOut {
    std::size_t lanes = 0;
    std::size_t objects = 0;
};
/// Removes the rows for which there is no room. Objects get a third of it, or what the lanes leave free.
LeftOut leave_out(std::vector<TimelineRow>& rows, std::size_t room) {
    if (rows.size() <= room)
        return {};
    const auto first_object = std::ranges::find(rows, false, &TimelineRow::is_of_lanes) - rows.begin();
    const auto lanes = static_cast<std::size_t>(first_object);
    const std::size_t objects = rows.size() - lanes;
    const std::size_t shown_objects = std::min(objects, std::max(room / 3, room - std::min(room, lanes)));
    const std::size_t shown_lanes = std::min(lanes, room - shown_objects);
    rows.erase(rows.begin() + first_object + static_cast<std::ptrdiff_t>(shown_objects), rows.end());
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(shown_lanes), rows.begin() + first_object);
    return {lanes - shown_lanes, objects - shown_objects};
}

QString text_of(const LeftOut& left_out) {
    QStringList parts;
    if (left_out.lanes > 0)
        parts << (left_out.lanes == 1 ? Words::tr("1 lane") : Words::tr("%1 lanes").arg(left_out.lanes));
    if (left_out.objects > 0)
        parts << (left_out.objects == 1 ? Words::tr("1 object")
                                        : Words::tr("%1 objects").arg(left_out.objects));
    if (parts.isEmpty())
        return {};
    return Words::tr("Not shown, because the picture is too low: %1").arg(parts.join(Words::tr(" and ")));
}

} // namespace

void renderTimeline(const Trace& trace, const PictureOptions& options, QPainter& painter) {
    const Theme& theme = theme_of(options.theme);
    const double width = options.size.width();
    const double height = options.size.height();
    const double base = std::max(9.0, std::min(height / 54, width / 88));
    const double margin = std::round(base * 1.3);
    const double inner = width - 2 * margin;
    painter.setClipRect(QRectF(0, 0, width, height));
    painter.fillRect(QRectF(0, 0, width, height), theme.background);

    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme;
    frame.font = font_of(base);
    frame.range = options.range.value_or(whole_range(trace));
    if (frame.range.length() < 1)
        frame.range.until = frame.range.from + 1;
    const QFontMetricsF metrics(frame.font);

    double top = margin;
    if (!options.title.isEmpty()) {
        QFont font = font_of(base * 1.35, true);
        const double title = fitted_height(painter, font, options.title, inner, height / 6);
        painter.setFont(font);
        painter.setPen(theme.text);
        painter.drawText(QRectF(margin, top, inner, title), options.title, wrapped());
        top += title + std::round(base * 0.8);
    }
    // What stands below the rows gets its room first; the rows share the rest.
    QFont caption_font = font_of(base * 0.82);
    const double caption = options.caption.isEmpty()
                               ? 0
                               : fitted_height(painter, caption_font, options.caption, inner, height / 5);
    const std::vector<LegendEntry> entries =
        options.legend ? legend_entries(trace, frame.range) : std::vector<LegendEntry>();
    const QFont legend_font = font_of(base * 0.9);
    double legend = legend_height(entries, legend_font, inner);
    const double axis = std::ceil(metrics.height() + 10);
    const double gap = std::round(base * 0.7);
    double bottom =
        height - margin - caption - (caption > 0 ? gap : 0) - legend - (legend > 0 ? gap : 0) - axis;
    if (legend > 0 && bottom - top < 4 * least_row) { // in so small a picture the lanes matter more
        bottom += legend + gap;
        legend = 0;
    }

    const auto draw_below = [&](double from) {
        if (legend > 0) {
            from += gap;
            draw_legend(painter, entries, legend_font, theme, QRectF(margin, from, inner, legend));
            from += legend;
        }
        if (caption > 0) {
            painter.setFont(caption_font);
            painter.setPen(theme.muted);
            painter.drawText(QRectF(margin, from + gap, inner, caption), options.caption, wrapped());
        }
    };
    if (frame.rows.empty()) {
        painter.setFont(frame.font);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(margin, top, inner, std::max(1.0, bottom - top)), Qt::AlignCenter,
                         Words::tr("No events were recorded"));
        draw_below(bottom + axis);
        return;
    }
    const TimelineLayout::RowHeights heights{
        .least = least_row, .most = std::ceil(base * 6), .most_of_low = std::ceil(base * 2.2)};
    const auto room = [&](double from) {
        return static_cast<std::size_t>(std::max(1.0, std::floor((bottom - from) / heights.least - 0.5)));
    };
    std::vector<TimelineRow> all = frame.rows;
    QString missing = text_of(leave_out(frame.rows, room(top)));
    if (!missing.isEmpty()) { // the note takes room, too
        const double note = std::ceil(metrics.height() + 2);
        frame.rows = std::move(all);
        missing = text_of(leave_out(frame.rows, room(top + note)));
        painter.setFont(frame.font);
        painter.setPen(theme.text);
        painter.drawText(QRectF(margin, top, inner, note), Qt::AlignLeft | Qt::AlignTop, missing);
        top += note;
    }
    const double labels = std::floor(label_width(frame, inner * 0.3));
    const double left = std::round(margin + labels);
    const QRectF plot(left, std::round(top), std::max(1.0, std::floor(width - margin - left)),
                      std::max(1.0, std::floor(bottom - std::round(top))));
    const QRectF label_place(margin, plot.top(), left - margin, plot.height());
    frame.layout = TimelineLayout(label_place, plot, frame.rows, heights);
    // The axis stands right below the rows, however few they are.
    const double used = std::min(plot.height(), std::ceil(frame.layout.content_height()));
    frame.layout =
        TimelineLayout(label_place, QRectF(plot.left(), plot.top(), plot.width(), used), frame.rows, heights);

    const TimeAxis time_axis = frame_axis(frame);
    RowPainter().paint(painter, frame, time_axis.ticks);
    draw_labels(painter, frame);
    draw_axis(painter, frame, time_axis, QRectF(margin, plot.top() + used, inner, axis));
    draw_below(plot.top() + used + axis);
}

Drawing timeline_drawing(std::shared_ptr<const Trace> trace) {
    return [trace = std::move(trace)](QPainter& painter, const PictureOptions& options) {
        renderTimeline(*trace, options, painter);
    };
}

} // namespace interleave
