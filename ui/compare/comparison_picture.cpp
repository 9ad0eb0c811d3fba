// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison_picture.h"

#include "core/analysis/lock_times.h"
#include "ui/export/picture_sheet.h"
#include "ui/rows/frame_painter.h"
#include "ui/rows/row_painter.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace interleave {

namespace {

struct ComparisonPictureWords {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

// Logical pixels on a screen.
constexpr double least_row = 9;
constexpr double head_height = 28;
constexpr double block_gap = 8;
constexpr double head_mark = 3;
constexpr double head_indent = 8;         ///< of the runs' names, and of the legend
constexpr double end_pad = 5;             ///< around the time at the end of the work
constexpr double most_label_share = 0.24; ///< of the width

/// So many objects are shown of each run, those for which its lanes waited longest.
constexpr std::size_t most_objects = 2;

/// Whether the row is of a lane that works.
bool is_of_work(const TimelineRow& row, const std::vector<std::size_t>& lanes) {
    return std::ranges::any_of(lanes, [&](std::size_t lane) { return row.shows_lane(lane); });
}

/// Returns the objects for which lanes waited longest while they worked.
std::vector<std::size_t> objects_waited_for(const Trace& trace, const TimeOfWork& work) {
    std::vector<std::pair<std::int64_t, std::size_t>> waits;
    for (std::size_t index = 0; index < trace.object_count(); ++index) {
        const Object& object = trace.object(index);
        if (!has_row(object.kind()) || !can_be_waited_for(object.kind()))
            continue;
        if (const std::int64_t wait_ns = lock_times(object, work.begin, work.end).wait_ns; wait_ns > 0)
            waits.emplace_back(wait_ns, index);
    }
    std::ranges::sort(waits, std::greater());
    waits.resize(std::min(waits.size(), most_objects));
    std::vector<std::size_t> objects;
    for (const auto& [wait_ns, index] : waits)
        objects.push_back(index);
    return objects;
}

StateTimes times_of(const Trace& trace, const std::vector<std::size_t>& lanes, const TimeRange& range) {
    StateTimes sum{};
    for (const std::size_t lane : lanes) {
        const StateTimes times = trace.lane(lane).times_between(range.from, range.until);
        for (std::size_t state = 0; state < state_count; ++state)
            sum[state] += times[state];
    }
    return sum;
}

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

std::vector<Tick> shifted(std::vector<Tick> ticks, std::int64_t by) {
    for (Tick& tick : ticks)
        tick.time += by;
    return ticks;
}

} // namespace

PlacedComparison::PlacedComparison(const RunComparison& comparison, const ComparisonLook& look, double width,
                                   double most_height)
    : comparison_(comparison)
    , look_(look)
    , range_(shared_range(comparison)) {
    choose_rows();
    place(width, most_height);
}

/// Takes the rows of lanes that work, and of what they wait for.
void PlacedComparison::choose_rows() {
    for (const ComparedBlock& of : comparison_.blocks) {
        Block block{.of = &of, .frame = {}, .head = {}, .left_out = {}};
        TimelineFrame& frame = block.frame;
        const Trace& trace = *of.run.trace;
        const TimeOfWork& work = of.figures.work;
        frame.add_rows_of(trace);
        const std::vector<std::size_t> lanes = lanes_that_work(trace);
        const std::vector<std::size_t> objects = objects_waited_for(trace, work);
        std::erase_if(frame.rows, [&](const TimelineRow& row) {
            if (row.kind == TimelineRow::Kind::object)
                return std::ranges::find(objects, row.index) == objects.end();
            return !row.is_of_lanes() || !is_of_work(row, lanes);
        });
        frame.theme = look_.theme;
        frame.font = look_.font;
        frame.has_details = false;
        frame.has_mark_words = false; // it is about states, and lanes end beside the times of the runs
        frame.range = {work.begin + range_.from, work.begin + range_.until};
        const StateTimes shown = times_of(trace, lanes, frame.range);
        for (const LegendEntry& entry : legend_entries(trace, frame.range)) {
            const bool is_shown = entry.style >= state_count || shown[entry.style] > 0;
            if (look_.legend && is_shown && std::ranges::find(legend_, entry) == legend_.end())
                legend_.push_back(entry);
        }
        blocks_.push_back(std::move(block));
    }
}

/// Gives each part its place. All rows are of one height.
void PlacedComparison::place(double width, double most_height) {
    const double text = std::ceil(QFontMetricsF(look_.font).height());
    const double head = std::max(std::round(head_height * look_.unit), text + 4);
    const double gap = std::round(block_gap * look_.unit);
    const double axis = text + std::ceil(10 * look_.unit);
    const double indent = std::round(head_indent * look_.unit);
    const double legend = legend_height(legend_, look_.legend_font, width - indent);
    const auto count = static_cast<double>(blocks_.size());
    const double room =
        most_height - count * head - (count - 1) * gap - axis - (legend > 0 ? legend + gap : 0);

    // A run with many lanes shows as many of them as have room, and says how many there are.
    const auto share = static_cast<std::size_t>(std::max(1.0, std::floor(room / count / least_row)));
    double rows = 0;
    double labels = 0;
    for (Block& block : blocks_) {
        TimelineFrame& frame = block.frame;
        if (frame.rows.size() > share) {
            block.left_out = ComparisonPictureWords::tr("%1 of %2 rows").arg(share).arg(frame.rows.size());
            frame.rows.resize(share);
        }
        rows += static_cast<double>(frame.rows.size());
        labels = std::max(labels, label_width(frame, width * most_label_share));
        const QFontMetricsF name(bold(look_.font));
        labels = std::max(
            labels, std::min(name.horizontalAdvance(block.of->name) + 2 * text, width * most_label_share));
    }
    labels = std::floor(labels);
    leave_room_for_times(width - labels);
    const double plot = std::max(1.0, width - labels);
    const auto lay_out = [&](const TimelineFrame& frame, double top, double row) {
        const auto within = [&](double height) {
            return TimelineLayout(
                QRectF(0, top, labels, height), QRectF(labels, top, plot, height), frame.rows,
                {.least = row, .most = row, .most_of_low = row, .most_work_row = row, .least_gap = 0});
        };
        // Where objects begin there is a gap.
        return within(within(row * static_cast<double>(frame.rows.size() + 1)).content_height());
    };
    const auto height_with = [&](double row) {
        double height = 0;
        for (const Block& block : blocks_)
            height += lay_out(block.frame, 0, row).plot().height();
        return height;
    };
    double row = std::clamp(std::floor(room / std::max(1.0, rows)), least_row, std::round(look_.most_row));
    while (row > least_row && height_with(row) > room)
        row -= 1;
    double top = 0;
    for (Block& block : blocks_) {
        block.head = QRectF(0, top, width, head);
        top += head;
        block.frame.layout = lay_out(block.frame, top, row);
        top += block.frame.layout.plot().height() + gap;
    }
    top -= blocks_.empty() ? 0 : gap;
    axis_frame_.theme = look_.theme;
    axis_frame_.font = look_.font;
    axis_frame_.range = range_;
    axis_frame_.layout = TimelineLayout(QRectF(0, top, labels, axis), QRectF(labels, top, plot, axis), {},
                                        {.least = row, .most = row});
    axis_ = QRectF(0, top, width, axis);
    if (axis_.bottom() + gap + legend > most_height) // half of a legend would say less than none
        legend_.clear();
    legend_place_ = QRectF(0, axis_.bottom(), width, 0);
    if (!legend_.empty())
        legend_place_ = QRectF(indent, axis_.bottom() + gap, width - indent, legend);
    height_ = legend_place_.bottom();
}

/// Shows so much time behind the work that the words at its end do not lie on the bars.
void PlacedComparison::leave_room_for_times(double plot) {
    const QFontMetricsF metrics(bold(look_.font));
    for (const Block& block : blocks_) {
        const double room = std::round(end_pad * look_.unit) * 4 + 2 * look_.unit +
                            metrics.horizontalAdvance(work_text(*block.of));
        if (room > plot / 3)
            continue;
        const auto shown = static_cast<double>(block.of->figures.work.length() - range_.from);
        range_.until =
            std::max(range_.until, range_.from + static_cast<std::int64_t>(shown * plot / (plot - room)));
    }
    for (Block& block : blocks_)
        block.frame.range.until = block.of->figures.work.begin + range_.until;
}

void PlacedComparison::draw(QPainter& painter) const {
    const TimeAxis axis = frame_axis(axis_frame_);
    RowPainter rows;
    for (const Block& block : blocks_) {
        draw_head(painter, block);
        painter.setFont(look_.font);
        rows.paint(painter, block.frame, shifted(axis.ticks, block.of->figures.work.begin));
        draw_labels(painter, block.frame);
        draw_end(painter, block);
    }
    draw_axis(painter, axis_frame_, axis, axis_);
    if (!legend_.empty())
        draw_legend(painter, legend_, look_.legend_font, *look_.theme, legend_place_);
}

void PlacedComparison::draw_head(QPainter& painter, const Block& block) const {
    const Theme& theme = *look_.theme;
    const double indent = std::round(head_indent * look_.unit);
    const QRectF& labels = block.frame.layout.labels();
    painter.fillRect(block.head, theme.window);
    painter.fillRect(
        QRectF(block.head.left(), block.head.top(), std::round(head_mark * look_.unit), block.head.height()),
        &block == &blocks_.front() ? theme.accent : theme.muted);
    const QFont font = bold(look_.font);
    painter.setFont(font);
    painter.setPen(theme.text);
    const QRectF name(indent, block.head.top(), labels.width() - indent, block.head.height());
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(block.of->name, Qt::ElideMiddle, name.width()));
    painter.setFont(look_.font);
    painter.setPen(theme.muted);
    const QFontMetricsF metrics(look_.font);
    QRectF rest = block.head;
    rest.setLeft(labels.right());
    rest.setRight(rest.right() - indent);
    if (!block.left_out.isEmpty()) {
        painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, block.left_out);
        rest.setRight(rest.right() - metrics.horizontalAdvance(block.left_out) - indent);
    }
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(figures_text(*block.of), Qt::ElideRight, rest.width()));
}

/// Draws where the work begins and ends, and how long it took. Where others disturbed it, the sign is hollow
/// and dashed.
void PlacedComparison::draw_end(QPainter& painter, const Block& block) const {
    const Theme& theme = *look_.theme;
    const TimelineFrame& frame = block.frame;
    const QRectF& plot = frame.layout.plot();
    const TimeOfWork& work = block.of->figures.work;
    const auto x_of = [&](std::int64_t time) {
        return std::floor(pixel_of(time, frame.range, plot.left(), plot.width()));
    };
    painter.fillRect(QRectF(x_of(work.begin), plot.top(), 1, plot.height()), theme.axis);
    const double end = x_of(work.end);
    const double thick = std::max(1.0, std::round(1.5 * look_.unit));
    painter.fillRect(QRectF(end, plot.top(), thick, plot.height()), theme.text);

    const QFont font = bold(look_.font);
    const QFontMetricsF metrics(font);
    const QString text = work_text(*block.of);
    const double pad = std::round(end_pad * look_.unit);
    QRectF label(end + thick + pad, plot.top(), metrics.horizontalAdvance(text) + 2 * pad,
                 metrics.height() + 2);
    if (label.right() > plot.right())
        label.moveRight(end - pad);
    const bool is_doubtful = block.of->run.is_doubtful();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(is_doubtful ? theme.background : theme.text);
    painter.setPen(QPen(theme.text, 1, is_doubtful ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(label.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setFont(font);
    painter.setPen(is_doubtful ? theme.text : theme.background);
    painter.drawText(label, Qt::AlignCenter, text);
    painter.restore();
}

Drawing comparison_drawing(const RunComparison& comparison) {
    return [kept = std::make_shared<const RunComparison>(comparison)](const PictureOptions& options) {
        const PictureSheet sheet(
            options, ComparisonPictureWords::tr("Shown: the lanes that work, and what they wait for most."));
        const ComparisonLook look{.theme = &theme_of(options.theme),
                                  .font = sheet.font(13),
                                  .legend_font = sheet.font(13),
                                  .most_row = sheet.length(40),
                                  .unit = sheet.length(1),
                                  .legend = options.legend};
        const auto placed = std::make_shared<const PlacedComparison>(*kept, look, sheet.body_width(),
                                                                     sheet.most_body_height());
        return sheet.with_body(placed->height(), [kept, placed](QPainter& painter, const QRectF& body) {
            painter.save();
            painter.translate(body.topLeft());
            placed->draw(painter);
            painter.restore();
        });
    };
}

} // namespace interleave
