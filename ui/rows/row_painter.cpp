// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/row_painter.h"

#include "ui/rows/arrow_painter.h"
#include "ui/rows/band_image.h"
#include "ui/rows/band_shapes.h"
#include "ui/rows/lane_bands.h"
#include "ui/rows/object_bands.h"
#include "ui/rows/path_painter.h"
#include "ui/rows/processor_bands.h"
#include "ui/rows/ring_painter.h"
#include "ui/rows/row_words.h"
#include "ui/rows/short_lives.h"
#include "ui/rows/variable_bands.h"
#include "ui/rows/work_rows.h"

#include <QPaintEngine>
#include <QPainter>
#include <QtConcurrent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

bool draws_shapes(const QPainter& painter) {
    switch (painter.paintEngine()->type()) {
    case QPaintEngine::SVG:
    case QPaintEngine::Pdf:
    case QPaintEngine::Picture:
        return true;
    default:
        return false;
    }
}

/// Returns the transformation after which the painter's units are the device's pixels, without any offset.
QTransform to_pixels(const QPainter& painter) {
    const QTransform view = painter.worldTransform().inverted() * painter.deviceTransform();
    return view.inverted();
}

bool is_unused(const Trace& trace, const TimelineRow& row) {
    return row.kind == TimelineRow::Kind::unused ||
           (row.kind == TimelineRow::Kind::object &&
            (trace.object(row.index).changes().empty() || is_without_waits(trace.object(row.index))));
}

/// Returns the pixel columns [first, second) in which the object is there and known.
std::pair<int, int> columns_of_life(const Object& object, std::int64_t live_end, const TimeRange& range,
                                    std::size_t columns) {
    if (object.changes().empty())
        return {0, 0};
    const auto width = static_cast<double>(columns);
    const auto column_of = [&](std::int64_t time) {
        return std::clamp(pixel_of(time, range, 0, width), 0.0, width);
    };
    return {static_cast<int>(std::floor(column_of(object.changes()[0].time()))),
            static_cast<int>(std::ceil(column_of(live_end)))};
}

/// Whether the row's bar is of steps of a number, and not of holders or of a variable's values.
bool has_steps(const Trace& trace, const TimelineRow& row) {
    if (row.kind != TimelineRow::Kind::object)
        return false;
    const ObjectKind kind = trace.object(row.index).kind();
    return kind != ObjectKind::variable && !is_lock(kind);
}

/// Returns the colour behind a row.
const QColor& ground_of(const TimelineFrame& frame, std::size_t row) {
    return frame.is_pointed_out(row) ? frame.theme->chosen
           : row % 2 == 0            ? frame.theme->stripe
                                     : frame.theme->background;
}

/// Draws what is behind the rows [first, last) in `area`: background, stripes and grid.
void draw_background(QPainter& painter, const TimelineFrame& frame, const std::vector<Tick>& ticks,
                     const QRectF& area, std::size_t first, std::size_t last) {
    const QRectF& plot = frame.layout.plot();
    painter.fillRect(area, frame.theme->background);
    for (std::size_t row = first; row < last; ++row)
        if (frame.layout.is_visible(row) && (row % 2 == 0 || frame.is_pointed_out(row)))
            painter.fillRect(frame.layout.stripe(row) & area, ground_of(frame, row));
    for (const Tick& tick : ticks) {
        const double x = std::floor(pixel_of(tick.time, frame.range, plot.left(), plot.width()));
        if (x >= plot.left() && x < plot.right())
            painter.fillRect(QRectF(x, area.top(), 1, area.height()), frame.theme->grid);
    }
}

} // namespace

void RowPainter::paint(QPainter& painter, const TimelineFrame& frame, const std::vector<Tick>& ticks) {
    const QRectF plot = frame.layout.plot();
    if (frame.sources.empty() || plot.width() < 1 || plot.height() < 1)
        return;
    painter.save();
    painter.setClipRect(plot);
    painter.setRenderHint(QPainter::Antialiasing, false);

    double units = 1; // of the places below, in a logical pixel
    if (draws_shapes(painter)) {
        draw_background(painter, frame, ticks, plot, 0, frame.rows.size());
        // Two columns to a logical pixel are finer than a screen. More columns than this would only make the
        // file large.
        constexpr double most_columns = 2'000;
        const double scale = std::min(2.0, most_columns / plot.width());
        units = scale;
        place(frame, QRectF(plot.topLeft() * scale, plot.size() * scale).toRect(), scale);
        for_each_placed([&](Placed& placed) { fill(placed, frame, scale); });
        painter.setRenderHint(QPainter::Antialiasing, true);
        for (std::size_t index = 0; index < placed_count_; ++index) {
            const Placed& placed = placed_[index];
            const auto draw = [&](const QRect& pixels, const BandRow& bands) {
                draw_bands(painter, plot.topLeft() + QPointF(pixels.topLeft()) / scale, 1 / scale, bands,
                           *frame.theme, plot.topLeft());
            };
            draw(placed.bar_pixels, placed.bands);
            draw(placed.waiter_pixels, placed.waiter_bands);
            draw(placed.missing_switch_pixels, placed.missing_switch_bands);
            draw(placed.missing_pixels, placed.missing_bands);
        }
    } else {
        const double scale = painter.deviceTransform().m11();
        units = scale;
        const QRect device = painter.deviceTransform().mapRect(plot).toRect();
        place(frame, device, scale);
        const BandTiles tiles(*frame.theme, scale * frame.pattern_scale);
        if (image_.size() != device.size())
            image_ = QImage(device.size(), QImage::Format_RGB32); // opaque, so it is copied and not blended
        const QTransform to_image =
            painter.deviceTransform() * QTransform::fromTranslate(-device.left(), -device.top());
        if (placed_count_ == 0) {
            QPainter behind(&image_);
            behind.setTransform(to_image);
            draw_background(behind, frame, ticks, plot, 0, 0);
        }
        uchar* const pixels = image_.bits();
        for_each_placed([&](Placed& placed) {
            fill(placed, frame, scale);
            // Each thread has a view of the image of its own: the rows do not overlap, but only one thread
            // may use an image object.
            QImage view(pixels, image_.width(), image_.height(), image_.bytesPerLine(), image_.format());
            // The row's background is drawn just before its bands, while the thread still has it in its
            // cache.
            {
                QPainter behind(&view);
                behind.setTransform(to_image);
                draw_background(behind, frame, ticks, placed.background, placed.row, placed.row + 1);
            }
            // What is scrolled below the pinned rows is cut at their edge.
            const int cut = std::clamp(
                static_cast<int>(std::lround((frame.layout.region(placed.row).top() - plot.top()) * scale)),
                0, std::max(0, image_.height() - 1));
            QImage below(pixels + static_cast<std::ptrdiff_t>(cut) * image_.bytesPerLine(), image_.width(),
                         image_.height() - cut, image_.bytesPerLine(), image_.format());
            const QPoint up(0, cut);
            draw_bands(below, placed.bar_pixels.topLeft() - up, placed.bands, tiles);
            draw_bands(below, placed.waiter_pixels.topLeft() - up, placed.waiter_bands, tiles);
            draw_bands(below, placed.missing_switch_pixels.topLeft() - up, placed.missing_switch_bands,
                       tiles);
            draw_bands(below, placed.missing_pixels.topLeft() - up, placed.missing_bands, tiles);
        });
        painter.save();
        painter.setWorldTransform(to_pixels(painter));
        painter.drawImage(device.topLeft(), image_);
        painter.restore();
    }
    draw_critical_path(painter, frame);
    draw_arrows(painter, frame);
    for (std::size_t index = 0; index < placed_count_; ++index) {
        Placed& placed = placed_[index];
        const TimelineRow& row = frame.rows[placed.row];
        if (frame.layout.pinned_count() > 0)
            painter.setClipRect(frame.layout.region(placed.row));
        add_words(placed.marks, frame, row, placed.bar, QFontMetricsF(mark_font(frame, placed.bar.height())));
        // A word of a bar that a mark would cover is left out.
        for (const EventMark& mark : placed.marks.marks)
            placed.bands.cut_runs(static_cast<int>((mark.x - placed.bar.left()) * units),
                                  static_cast<int>((mark.x - placed.bar.left() + mark.width + 2) * units));
        if (placed.end)
            placed.bands.cut_runs(static_cast<int>((placed.end->plate.left() - placed.bar.left()) * units),
                                  static_cast<int>((placed.end->plate.right() - placed.bar.left()) * units));
        const auto place_of = [&](const QRect& pixels) {
            return QRectF(placed.bar.left(), plot.top() + pixels.top() / units, placed.bar.width(),
                          pixels.height() / units);
        };
        if (has_steps(frame.trace_of(row), row))
            draw_step_words(painter, frame, place_of(placed.bar_pixels), placed.bands);
        else
            draw_words(painter, frame, row, placed.bar, placed.bands);
        draw_step_words(painter, frame, place_of(placed.waiter_pixels), placed.waiter_bands);
        if (is_unused(frame.trace_of(row), row))
            draw_unused_names(painter, frame, row, placed.bar, ground_of(frame, placed.row));
        draw_event_marks(painter, frame, placed.marks, placed.bar);
        if (placed.end)
            draw_end_mark(painter, frame, *placed.end, placed.bar);
        draw_words(painter, frame, row, place_of(placed.missing_switch_pixels), placed.missing_switch_bands);
        draw_words(painter, frame, row, place_of(placed.missing_pixels), placed.missing_bands);
        if (!placed.work.isEmpty())
            draw_work_rows(painter, frame, row, placed.work);
    }
    painter.setClipRect(plot);
    draw_rings(painter, frame);
    cover_if_stale(painter, frame, plot);
    painter.restore();
}

template <typename Work>
void RowPainter::for_each_placed(Work&& work) {
    const auto end = placed_.begin() + static_cast<std::ptrdiff_t>(placed_count_);
    QtConcurrent::blockingMap(placed_.begin(), end, std::forward<Work>(work));
}

void RowPainter::place(const TimelineFrame& frame, const QRect& device, double scale) {
    placed_count_ = 0;
    find_missing(frame, device, scale);
    const QRectF& plot = frame.layout.plot();
    for (std::size_t index = 0; index < frame.rows.size(); ++index) {
        if (!frame.layout.is_visible(index))
            continue;
        const TimelineRow& row = frame.rows[index];
        if (placed_.size() == placed_count_)
            placed_.emplace_back();
        Placed& placed = placed_[placed_count_++];
        placed.row = index;
        // Gaps belong to the row above them, what is above the first row to that.
        placed.background = plot;
        if (placed_count_ > 1) {
            placed.background.setTop(
                std::max(frame.layout.stripe(index).top(), frame.layout.region(index).top()));
            placed_[placed_count_ - 2].background.setBottom(placed.background.top());
        }
        const LanePlaces places = lane_places(frame, row, frame.layout.bar(index));
        placed.bar = places.bar;
        placed.work = places.work;
        const QRectF bar = placed.bar.translated(-plot.topLeft());
        placed.bar_pixels = QRectF(bar.topLeft() * scale, bar.size() * scale).toRect();
        placed.bar_pixels.setWidth(device.width());
        placed.waiter_pixels = {};
    }
}

void RowPainter::find_missing(const TimelineFrame& frame, const QRect& device, double scale) {
    missing_of_all_.clear();
    for (const auto& [trace, live_end] : frame.sources)
        missing_of_all_.push_back(missing_marks_of_all(
            *trace, {frame.range, device.width(), static_cast<int>(std::ceil(least_missing_width * scale)),
                     live_end}));
}

void RowPainter::fill(Placed& placed, const TimelineFrame& frame, double scale) const {
    const TimelineRow& row = frame.rows[placed.row];
    const QRect bar = placed.bar_pixels;
    placed.waiter_bands.begin(0);
    placed.marks = {};
    placed.end.reset();
    switch (row.kind) {
    case TimelineRow::Kind::lane:
        fill_lane(placed, frame, row, scale);
        break;
    case TimelineRow::Kind::object:
        fill_object(placed, frame, row, scale);
        break;
    case TimelineRow::Kind::process:
        if (row.is_heading()) {
            placed.bands.begin(bar.height());
            break;
        }
        if (!frame.trace_of(row).knows_states()) {
            working_lanes_bands(frame.source_of(row), row, frame.range, bar.height(), bar.width(),
                                placed.bands);
            break;
        }
        [[fallthrough]];
    case TimelineRow::Kind::short_lives:
        placed.lane_columns.resize(static_cast<std::size_t>(bar.width()));
        short_lives_bands(frame.source_of(row), row, frame.range, bar.height(), scale, placed.lane_columns,
                          placed.bands);
        break;
    case TimelineRow::Kind::unused:
        placed.bands.begin(bar.height());
        break;
    case TimelineRow::Kind::processor:
        fill_processor(placed, frame, row, scale);
        break;
    }
    fill_missing(placed, frame, row, bar, scale);
}

/// What is missing is said over the upper part of a lane's bar; below it stands what the kernel told. An
/// object's bar keeps what is known of it from the lanes that miss nothing, with a strip above.
void RowPainter::fill_missing(Placed& placed, const TimelineFrame& frame, const TimelineRow& row,
                              const QRect& bar, double scale) const {
    const auto& [trace, live_end] = frame.source_of(row);
    const int strip =
        std::min(bar.height(), std::max(bar.height() / 4, static_cast<int>(std::ceil(5 * scale))));
    placed.missing_pixels = placed.missing_switch_pixels = bar;
    placed.missing_switch_bands.begin(0);
    // A processor has what the kernel told, and shows where it did not; a heading has nothing.
    if (row.kind == TimelineRow::Kind::processor || row.is_heading()) {
        placed.missing_bands.begin(0);
        return;
    }
    if (row.kind != TimelineRow::Kind::lane) {
        placed.missing_pixels.setHeight(strip);
        missing_bands(missing_of_all_[row.source], missing_style, strip, bar.width(), placed.missing_bands);
        return;
    }
    const Lane& lane = trace->lane(row.index);
    const MarkScale marks_scale{frame.range, bar.width(),
                                static_cast<int>(std::ceil(least_missing_width * scale)), live_end};
    const std::vector<MissingMark> marks = missing_marks(lane.missing(), marks_scale);
    const std::vector<MissingMark> switches = missing_switch_marks(*trace, lane, marks_scale);
    // Each leaves to be seen what the other one does not put in doubt.
    const int upper = std::max(strip, bar.height() * 2 / 3);
    placed.missing_pixels.setHeight(upper);
    missing_bands(marks, missing_style, upper, bar.width(), placed.missing_bands);
    placed.missing_switch_pixels.setTop(bar.top() + bar.height() - upper);
    missing_bands(switches, missing_switches_style, upper, bar.width(), placed.missing_switch_bands);
    for (const MissingMark& mark : switches)
        placed.bands.cut_runs(mark.begin, mark.end);
    for (const MissingMark& mark : marks) {
        placed.bands.cut_runs(mark.begin, mark.end);
        placed.missing_switch_bands.cut_runs(mark.begin, mark.end);
    }
}

void RowPainter::fill_lane(Placed& placed, const TimelineFrame& frame, const TimelineRow& row, double scale) {
    const auto& [trace, live_end] = frame.source_of(row);
    placed.lane_columns.resize(static_cast<std::size_t>(placed.bar_pixels.width()));
    lane_columns(trace->lane(row.index), frame.range.from, frame.range.until, live_end, placed.lane_columns);
    widen_short_life(trace->lane(row.index), frame.range, scale, placed.lane_columns);
    lane_bands(placed.lane_columns, placed.bar_pixels.height(), scale, placed.bands);
    placed.marks = event_marks(frame, row, placed.bar);
    placed.end = end_mark(frame, row, placed.bar, frame.layout.stripe(placed.row).height());
}

void RowPainter::fill_processor(Placed& placed, const TimelineFrame& frame, const TimelineRow& row,
                                double scale) {
    const auto& [trace, live_end] = frame.source_of(row);
    placed.processor_columns.resize(static_cast<std::size_t>(placed.bar_pixels.width()));
    processor_columns(*trace->processor(row.index), frame.range.from, frame.range.until, live_end,
                      placed.processor_columns);
    processor_bands(placed.processor_columns, placed.bar_pixels.height(), scale, placed.bands);
}

void RowPainter::fill_object(Placed& placed, const TimelineFrame& frame, const TimelineRow& row,
                             double scale) {
    const auto& [trace, live_end] = frame.source_of(row);
    const Object& object = trace->object(row.index);
    auto& columns = placed.object_columns;
    columns.resize(static_cast<std::size_t>(placed.bar_pixels.width()));
    object_columns(object, frame.range.from, frame.range.until, live_end, columns);
    int most_waiters = 1;
    int most_value = 1;
    for (const ObjectColumn& column : columns) {
        most_waiters = std::max(most_waiters, static_cast<int>(column.max_waiters));
        most_value = std::max(most_value, column.value);
    }
    const ObjectStyles styles = object_styles(object.kind());
    if (object.kind() == ObjectKind::variable) {
        variable_bands(*trace, object, frame.range, columns, placed.bar_pixels.height(), scale, placed.bands);
        return;
    }
    if (object.kind() ==
        ObjectKind::condition) { // it has neither holder nor value, so waiters get all the room
        waiter_bands(columns, placed.bar_pixels.height(), most_waiters, styles, placed.bands);
        return;
    }
    const int height = placed.bar_pixels.height();
    const int gap = std::max(1, static_cast<int>(std::lround(scale)));
    const int upper = std::max(1, height * 5 / 8);
    placed.waiter_pixels = placed.bar_pixels.adjusted(0, upper + gap, 0, 0);
    placed.bar_pixels.setHeight(upper);
    waiter_bands(columns, std::max(1, height - upper - gap), most_waiters, styles, placed.waiter_bands);
    if (is_lock(object.kind()))
        holder_bands(columns, upper, styles, placed.bands);
    else
        value_bands(columns, upper, most_value,
                    columns_of_life(object, live_end, frame.range, columns.size()), gap, placed.bands);
}

} // namespace interleave
