#include "ui/export/picture.h"

#include "ui/timeline/frame_painter.h"
#include "ui/timeline/legend.h"
#include "ui/timeline/row_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

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

constexpr int wrapped = Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere | Qt::TextWordWrap;

/// Wrapped words never take more than this share of the sheet; the letters shrink before words are lost.
double fitted_height(QFont& font, const QString& words, double width, double most) {
    for (;;) {
        const double height =
            std::ceil(QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), wrapped, words).height());
        if (height <= most || font.pixelSize() <= 7)
            return height;
        font.setPixelSize(font.pixelSize() - 1);
    }
}

/// Leaves out what finds no room: lanes first, but objects keep at most a third. Returns how many of each are
/// gone.
struct LeftOut {
    std::size_t lanes = 0;
    std::size_t objects = 0;
};
LeftOut leave_out(std::vector<TimelineRow>& rows, std::size_t room) {
    if (rows.size() <= room)
        return {};
    const auto first_object =
        std::ranges::find(rows, TimelineRow::Kind::object, &TimelineRow::kind) - rows.begin();
    const auto lanes = static_cast<std::size_t>(first_object);
    const std::size_t objects = rows.size() - lanes;
    const std::size_t shown_objects = std::min(objects, std::max(room / 3, room - std::min(room, lanes)));
    const std::size_t shown_lanes = std::min(lanes, room - shown_objects);
    rows.erase(rows.begin() + first_object + static_cast<std::ptrdiff_t>(shown_objects), rows.end());
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(shown_lanes), rows.begin() + first_object);
    return {lanes - shown_lanes, objects - shown_objects};
}

QString said_of(const LeftOut& left_out) {
    QStringList parts;
    if (left_out.lanes > 0)
        parts << Words::tr("%n lane(s)", nullptr, static_cast<int>(left_out.lanes));
    if (left_out.objects > 0)
        parts << Words::tr("%n object(s)", nullptr, static_cast<int>(left_out.objects));
    if (parts.isEmpty())
        return {};
    return Words::tr("Not shown for want of height: %1").arg(parts.join(Words::tr(" and ")));
}

} // namespace

void renderTimeline(const Trace& trace, const PictureOptions& options, QPainter& painter) {
    const Theme& theme = theme_of(options.theme);
    const double width = options.size.width();
    const double height = options.size.height();
    const double base = std::max(9.0, std::min(height / 54, width / 88));
    const double margin = std::round(base * 1.3);
    const double inner = width - 2 * margin;
    painter.fillRect(QRectF(0, 0, width, height), theme.background);

    TimelineFrame frame;
    frame.trace = &trace;
    frame.theme = &theme;
    frame.font = font_of(base);
    frame.live_end = trace.time_end();
    frame.range = options.range.value_or(whole_range(trace));
    if (frame.range.length() < 1)
        frame.range.until = frame.range.from + 1;
    frame.rows = timeline_rows(trace);
    const QFontMetricsF metrics(frame.font);

    double top = margin;
    if (!options.title.isEmpty()) {
        QFont font = font_of(base * 1.35, true);
        const double title = fitted_height(font, options.title, inner, height / 6);
        painter.setFont(font);
        painter.setPen(theme.text);
        painter.drawText(QRectF(margin, top, inner, title), wrapped, options.title);
        top += title + std::round(base * 0.8);
    }
    double bottom = height - margin;
    if (!options.caption.isEmpty()) {
        QFont font = font_of(base * 0.82);
        const double caption = fitted_height(font, options.caption, inner, height / 5);
        bottom -= caption;
        painter.setFont(font);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(margin, bottom, inner, caption), wrapped, options.caption);
        bottom -= std::round(base * 0.7);
    }
    const std::vector<LegendEntry> entries =
        options.legend ? legend_entries(trace, frame.range) : std::vector<LegendEntry>();
    QFont legend_font = font_of(base * 0.9);
    if (!entries.empty()) {
        const double legend = legend_height(entries, legend_font, inner);
        bottom -= legend;
        draw_legend(painter, entries, legend_font, theme, QRectF(margin, bottom, inner, legend));
        bottom -= std::round(base * 0.5);
    }
    const double axis = std::ceil(metrics.height() + 10);
    bottom -= axis;

    if (frame.rows.empty()) {
        painter.setFont(frame.font);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(margin, top, inner, std::max(1.0, bottom - top)), Qt::AlignCenter,
                         Words::tr("No events were recorded"));
        return;
    }
    const TimelineLayout::RowHeights heights{.least = std::ceil(base * 1.15), .most = std::ceil(base * 4.5)};
    const auto room = [&](double from) {
        return static_cast<std::size_t>(std::max(1.0, std::floor((bottom - from) / heights.least - 0.5)));
    };
    std::vector<TimelineRow> all = frame.rows;
    QString missing = said_of(leave_out(frame.rows, room(top)));
    if (!missing.isEmpty()) { // the note takes room too
        const double note = std::ceil(metrics.height() + 2);
        frame.rows = std::move(all);
        missing = said_of(leave_out(frame.rows, room(top + note)));
        painter.setFont(frame.font);
        painter.setPen(theme.text);
        painter.drawText(QRectF(margin, top, inner, note), Qt::AlignLeft | Qt::AlignTop, missing);
        top += note;
    }
    const auto lanes =
        static_cast<std::size_t>(std::ranges::count(frame.rows, TimelineRow::Kind::lane, &TimelineRow::kind));
    const double labels = std::floor(label_width(frame, inner * 0.3));
    const double left = std::round(margin + labels);
    const QRectF plot(left, std::round(top), std::max(1.0, std::floor(width - margin - left)),
                      std::max(1.0, std::floor(bottom - std::round(top))));
    const QRectF label_place(margin, plot.top(), left - margin, plot.height());
    frame.layout = TimelineLayout(label_place, plot, lanes, frame.rows.size() - lanes, heights);
    // The axis stands right below the rows, however few they are.
    const double used = std::min(plot.height(), std::ceil(frame.layout.content_height()));
    frame.layout = TimelineLayout(label_place, QRectF(plot.left(), plot.top(), plot.width(), used), lanes,
                                  frame.rows.size() - lanes, heights);

    const std::vector<Tick> ticks = frame_ticks(frame);
    RowPainter().paint(painter, frame, ticks);
    draw_labels(painter, frame);
    draw_axis(painter, frame, ticks, QRectF(margin, plot.top() + used, inner, axis));
}

} // namespace interleave
