// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_picture.h"

#include "core/analysis/object_users.h"
#include "core/analysis/program_begin.h"
#include "ui/export/picture_sheet.h"
#include "ui/rows/arranged_rows.h"
#include "ui/rows/frame_painter.h"
#include "ui/rows/legend.h"
#include "ui/rows/ring_painter.h"
#include "ui/rows/row_painter.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>

namespace interleave {

namespace {

struct TimelinePictureWords {
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

/// Height of the lowest row whose name can still be read, and of the highest, on a sheet of usual width.
constexpr double least_row = 11;
constexpr double most_row = 64;
constexpr double most_low_row = 28; ///< of one that holds little
constexpr double most_work_row = 22;
constexpr double name_letters = 13;
constexpr double legend_letters = 13;

/// How many rows are not shown for lack of room.
struct LeftOut {
    std::size_t lanes = 0;
    std::size_t objects = 0;
    std::size_t processors = 0;
};

/// Returns how many rows have room together; one has, however little it is.
std::size_t rows_with_room(std::span<const TimelineRow> rows, double room) {
    std::size_t count = 0;
    for (; count < rows.size() && (count == 0 || rows[count].parts() <= room); ++count)
        room -= rows[count].parts();
    return count;
}

double parts_of(std::span<const TimelineRow> rows) {
    double sum = 0;
    for (const TimelineRow& row : rows)
        sum += row.parts();
    return sum;
}

std::size_t processors_in(const std::vector<TimelineRow>& rows) {
    return static_cast<std::size_t>(
        std::ranges::count(rows, TimelineRow::Kind::processor, &TimelineRow::kind));
}

/// Removes the rows for which there is no room, which is in usual rows. Objects and processors get a third of
/// it, or what the lanes leave free.
LeftOut leave_out(std::vector<TimelineRow>& rows, double room) {
    if (parts_of(rows) <= room)
        return {};
    std::vector<TimelineRow> lanes; // the user may have put them among the objects
    std::ranges::copy_if(rows, std::back_inserter(lanes), &TimelineRow::is_of_lanes);
    const std::size_t objects = rows.size() - lanes.size();
    const auto shown_objects = std::min(
        objects,
        static_cast<std::size_t>(std::max(std::floor(room / 3), room - std::min(room, parts_of(lanes)))));
    const std::size_t shown_lanes = rows_with_room(lanes, room - static_cast<double>(shown_objects));
    const std::size_t processors = processors_in(rows);
    std::size_t lanes_so_far = 0;
    std::size_t objects_so_far = 0;
    std::erase_if(rows, [&](const TimelineRow& row) {
        return row.is_of_lanes() ? lanes_so_far++ >= shown_lanes : objects_so_far++ >= shown_objects;
    });
    const std::size_t no_processors = processors - processors_in(rows);
    const auto left_out = std::span(lanes).subspan(shown_lanes);
    const auto headings = static_cast<std::size_t>(std::ranges::count_if(left_out, &TimelineRow::is_heading));
    return {left_out.size() - headings, objects - shown_objects - no_processors, no_processors};
}

QString lanes_text(std::size_t count) {
    return count == 1 ? TimelinePictureWords::tr("1 lane") : TimelinePictureWords::tr("%1 lanes").arg(count);
}

QString objects_text(std::size_t count) {
    return count == 1 ? TimelinePictureWords::tr("1 object")
                      : TimelinePictureWords::tr("%1 objects").arg(count);
}

QString processors_text(std::size_t count) {
    return count == 1 ? TimelinePictureWords::tr("1 processor")
                      : TimelinePictureWords::tr("%1 processors").arg(count);
}

QString text_of(const LeftOut& left_out) {
    QStringList parts;
    if (left_out.lanes > 0)
        parts << lanes_text(left_out.lanes);
    if (left_out.objects > 0)
        parts << objects_text(left_out.objects);
    if (left_out.processors > 0)
        parts << processors_text(left_out.processors);
    if (parts.isEmpty())
        return {};
    return TimelinePictureWords::tr("Not shown, because the picture is too low: %1")
        .arg(parts.join(TimelinePictureWords::tr(" and ")));
}

/// Removes the rows of all other lanes.
void keep_lanes(std::vector<TimelineRow>& rows, const std::vector<std::size_t>& lanes) {
    const auto is_left_out = [&](std::size_t lane) { return std::ranges::find(lanes, lane) == lanes.end(); };
    std::erase_if(rows, [&](TimelineRow& row) {
        if (!row.is_of_lanes())
            return false;
        if (row.members.empty())
            return is_left_out(row.index);
        std::erase_if(row.members, is_left_out);
        if (!row.members.empty())
            row.index = row.members.front();
        return row.members.empty();
    });
}

/// Adds to the overlay what the options ask for and it does not have.
void complete(TimelineOverlay& overlay, const Trace& trace, const PictureOptions& options) {
    const bool needs_path = options.critical_path && !overlay.path;
    if (!options.arrows && !needs_path)
        return;
    const auto links = std::make_shared<WaitLinkIndex>(trace);
    links->extend(true);
    if (options.arrows) {
        overlay.arrows.links = links;
        overlay.arrows.which = Navigation::Arrows::all;
    }
    if (const auto question = needs_path ? question_of_end(trace) : std::nullopt)
        overlay.path = std::make_shared<CriticalPath>(critical_path(trace, *links, *question));
}

/// Says what the lines over the rows are, and why arrows that were asked for are not there; empty for none.
QString lines_text(const Trace& trace, const TimelineFrame& frame, const TimelineOverlay& overlay) {
    QStringList sentences;
    if (frame.path && !frame.path->pieces.empty())
        sentences << TimelinePictureWords::tr(
                         "The line along the lower edges is the critical path, from %1 to %2.")
                         .arg(moment_text(frame.path->from()), moment_text(frame.path->until));
    if (!frame.arrows.empty())
        sentences << TimelinePictureWords::tr("Arrows lead from what let a lane go on to where it went on.");
    else if (overlay.arrows.which == Navigation::Arrows::all &&
             has_too_many_arrows(trace, overlay.arrows, frame.range))
        sentences << TimelinePictureWords::tr("More than %1 arrows would be in this part, so there are none.")
                         .arg(most_arrows);
    return sentences.join(QLatin1Char(' '));
}

/// Says which part of the run is shown.
QString shown_text(const Trace& trace, const TimelineFrame& frame, const TimeRange& whole,
                   const ArrangedRows& arranged) {
    std::size_t lanes = 0;
    std::size_t objects = 0;
    for (const TimelineRow& row : frame.rows)
        if (row.kind != TimelineRow::Kind::processor && !row.is_heading())
            (row.is_of_lanes() ? lanes : objects) += std::max<std::size_t>(1, row.members.size());
    QStringList parts;
    const std::optional<std::int64_t> begin = program_begin(trace);
    if (frame.range == whole)
        parts << TimelinePictureWords::tr("the whole run of %1").arg(duration_text(whole.until));
    else if (begin && frame.range == TimeRange{*begin, whole.until})
        parts << TimelinePictureWords::tr("the run of %1 from its first line, at %2, on")
                     .arg(duration_text(whole.until), moment_text(*begin));
    else
        parts << TimelinePictureWords::tr("%1 to %2 of %3")
                     .arg(moment_text(frame.range.from), moment_text(frame.range.until),
                          duration_text(trace.time_end()));
    parts << lanes_text(lanes);
    if (objects > 0)
        parts << objects_text(objects);
    if (const std::size_t processors = processors_in(frame.rows); processors > 0)
        parts << processors_text(processors);
    QString shown = TimelinePictureWords::tr("Shown: %1.").arg(parts.join(QStringLiteral(", ")));
    if (arranged.by_hand.count() > 0)
        shown += TimelinePictureWords::tr(" Hidden: %1.").arg(hidden_text(arranged.by_hand));
    if (arranged.by_filter.count() > 0)
        shown += TimelinePictureWords::tr(" Left out by a filter: %1.").arg(hidden_text(arranged.by_filter));
    return shown;
}

/// A timeline with the places of its parts, from the top of the picture itself.
struct PlacedTimeline {
    std::shared_ptr<const Trace> trace;
    TimelineFrame frame;
    TimelineOverlay overlay;
    bool is_all_hidden = false; ///< there are rows, but none is shown
    QString note;               ///< which rows are left out; empty if none are
    QRectF note_place;
    QRectF band; ///< for what the overlay says; empty if it says nothing
    QRectF axis;
    std::vector<LegendEntry> legend;
    QFont legend_font;
    QRectF legend_place;

    void draw(QPainter& painter) const;
};

void PlacedTimeline::draw(QPainter& painter) const {
    const Theme& theme = *frame.theme;
    painter.setFont(frame.font);
    if (frame.rows.empty()) {
        painter.setPen(theme.muted);
        painter.drawText(frame.layout.plot(), Qt::AlignCenter,
                         is_all_hidden ? TimelinePictureWords::tr("All rows are hidden")
                                       : TimelinePictureWords::tr("No events were recorded"));
        return;
    }
    painter.setPen(theme.text);
    painter.drawText(note_place, Qt::AlignLeft | Qt::AlignTop, note);
    const TimeAxis time_axis = frame_axis(frame);
    RowPainter().paint(painter, frame, time_axis.ticks);
    draw_labels(painter, frame);
    draw_axis(painter, frame, time_axis, axis);
    draw_overlay(painter, frame, overlay, band);
    if (!legend.empty())
        draw_legend(painter, legend, legend_font, theme, legend_place);
}

bool says_something(const TimelineOverlay& overlay) {
    return overlay.selection || overlay.cursor || !overlay.marks.empty() || !overlay.notes.empty();
}

/// Gives each part its place. The rows share the height that the other parts leave, up to a row's most.
PlacedTimeline place(const PictureSheet& sheet, PlacedTimeline timeline) {
    TimelineFrame& frame = timeline.frame;
    const double width = sheet.body_width();
    const double axis = std::ceil(QFontMetricsF(frame.font).height() + sheet.length(10));
    const double gap = std::round(sheet.length(12));
    double legend = legend_height(timeline.legend, timeline.legend_font, width);
    double room = sheet.most_body_height() - axis - (legend > 0 ? legend + gap : 0);
    if (legend > 0 && room < 4 * least_row) { // in so small a picture the lanes matter more
        room += legend + gap;
        legend = 0;
        timeline.legend.clear();
    }
    const TimelineLayout::RowHeights heights{.least = least_row,
                                             .most = std::floor(sheet.length(most_row)),
                                             .most_of_low = std::floor(sheet.length(most_low_row)),
                                             .most_work_row = std::floor(sheet.length(most_work_row)),
                                             .least_gap = frame.rings.empty() ? 0 : ring_gap(frame)};
    const auto rows_in = [&](double height) {
        return std::max(1.0, std::floor(height / heights.least - 0.5));
    };
    const double line = std::ceil(QFontMetricsF(frame.font).height());
    const double band = says_something(timeline.overlay) ? line + std::round(sheet.length(6)) : 0;
    double top = band;
    std::vector<TimelineRow> all = frame.rows;
    timeline.note = text_of(leave_out(frame.rows, rows_in(room - top)));
    if (!timeline.note.isEmpty()) { // the note takes room, too
        top += line + 2;
        frame.rows = std::move(all);
        timeline.note = text_of(leave_out(frame.rows, rows_in(room - top)));
    }
    timeline.note_place = QRectF(0, 0, width, top - band);
    timeline.band = QRectF(0, top - band, width, band);
    const double labels = std::floor(label_width(frame, width * 0.3));
    const auto lay_out = [&](double height) {
        const double plot_width = std::max(1.0, std::floor(width - labels));
        return TimelineLayout(QRectF(0, top, labels, height), QRectF(labels, top, plot_width, height),
                              frame.rows, heights);
    };
    frame.layout = lay_out(std::max(1.0, std::floor(room - top)));
    // The axis stands right below the rows, however few they are, and rows that hold little get no more than
    // they need.
    double used = frame.layout.content_height();
    for (std::size_t row = 0; row < frame.rows.size(); ++row)
        if (frame.rows[row].is_low)
            used -= std::max(0.0, frame.layout.stripe(row).height() - heights.most_of_low);
    const double empty = std::ceil(sheet.length(60)); // for the words that say so
    frame.layout = lay_out(std::min(room - top, frame.rows.empty() ? empty : std::ceil(used)));
    const double bottom = frame.layout.plot().bottom();
    timeline.axis = QRectF(0, bottom, width, frame.rows.empty() ? 0 : axis);
    timeline.legend_place = QRectF(0, timeline.axis.bottom() + (legend > 0 ? gap : 0), width, legend);
    return timeline;
}

/// Arranges the rows as the overlay says.
ArrangedRows arranged_for(const Trace& trace, const TimelineOverlay& overlay) {
    const std::vector<TimelineRow> all = timeline_rows(trace, 0, {}, overlay.processors);
    const ObjectId object = overlay.rows.filter.object;
    const std::vector<LaneId> users = object == no_object ? std::vector<LaneId>() : users_of(trace, object);
    return arranged_rows(trace, all, overlay.rows, object == no_object ? nullptr : &users);
}

Picture timeline_picture(std::shared_ptr<const Trace> trace, TimelineOverlay overlay,
                         const PictureOptions& options) {
    complete(overlay, *trace, options);
    PlacedTimeline timeline;
    TimelineFrame& frame = timeline.frame;
    const TimeRange whole = whole_range(*trace);
    frame.sources.push_back({trace.get(), trace->time_end()});
    const ArrangedRows arranged = arranged_for(*trace, overlay);
    frame.rows = arranged.rows;
    timeline.is_all_hidden = frame.rows.empty() && arranged.by_hand.count() + arranged.by_filter.count() > 0;
    if (!options.lanes.empty())
        keep_lanes(frame.rows, options.lanes);
    frame.theme = &theme_of(options.theme);
    // How an interpreter starts is seldom what a picture is made for.
    const std::int64_t begin = program_begin(*trace).value_or(whole.from);
    frame.range = options.range.value_or(TimeRange{begin, whole.until});
    if (frame.range.length() < 1)
        frame.range.until = frame.range.from + 1;
    frame.path = overlay.path;
    frame.arrows = arrows_in(*trace, overlay.arrows, frame.range);
    QString shown = frame.rows.empty() ? QString() : shown_text(*trace, frame, whole, arranged);
    if (const QString lines = lines_text(*trace, frame, overlay); !lines.isEmpty() && !shown.isEmpty())
        shown += QLatin1Char(' ') + lines;
    const PictureSheet sheet(options, shown);
    frame.font = sheet.font(name_letters);
    timeline.overlay = overlay;
    frame.rings = overlay.rings;
    frame.guards = overlay.guards;
    timeline.legend_font = sheet.font(legend_letters);
    if (options.legend)
        timeline.legend = legend_entries(*trace, frame.range);
    timeline.trace = std::move(trace);
    timeline = place(sheet, std::move(timeline));
    const double height = timeline.legend_place.bottom();
    return sheet.with_body(height, [timeline = std::move(timeline)](QPainter& painter, const QRectF& body) {
        painter.save();
        painter.translate(body.topLeft());
        timeline.draw(painter);
        painter.restore();
    });
}

} // namespace

Drawing timeline_drawing(std::shared_ptr<const Trace> trace, TimelineOverlay overlay) {
    return [trace = std::move(trace), overlay = std::move(overlay)](const PictureOptions& options) {
        return timeline_picture(trace, overlay, options);
    };
}

} // namespace interleave
