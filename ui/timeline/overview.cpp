// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overview.h"

#include "ui/rows/band_image.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

/// Logical pixels of one column. The overview is for orientation, so this can be coarse.
constexpr int column_width = 2;
/// Columns by which the whole range grows before the traces are read again.
constexpr int growth_before_update = 4;
/// Part of the background over what is not visible below.
constexpr double shade = 0.4;

/// The states shown, from the bottom up.
constexpr std::array shown_states{
    LaneState::running,
    LaneState::running_or_ready,
    LaneState::ready,
    LaneState::io,
    LaneState::off_cpu,
    LaneState::unknown,
    LaneState::waiting_future,
    LaneState::waiting_queue,
    LaneState::waiting_barrier,
    LaneState::waiting_condition,
    LaneState::waiting_semaphore,
    LaneState::waiting_gil,
    LaneState::waiting_lock,
};

} // namespace

void Overview::compute(const TimelineFrame& frame, int columns) {
    drawn_with_ = nullptr;
    computed_range_ = frame.whole;
    columns_.assign(static_cast<std::size_t>(columns), {});
    buffer_.resize(columns_.size());
    traces_.clear();
    lanes_ = 0;
    for (const auto& [trace, live_end] : frame.sources) {
        traces_.push_back(trace);
        const std::size_t lanes = trace->lane_count();
        lanes_ += lanes;
        for (std::size_t index = 0; index < lanes; ++index)
            add(trace->lane(index), live_end);
    }
    most_lanes_ = 1;
    for (const Column& column : columns_) {
        double lanes = 0;
        for (const LaneState state : shown_states)
            lanes += static_cast<double>(column[static_cast<std::size_t>(state)]);
        lanes += static_cast<double>(column[work_index]);
        most_lanes_ = std::max(most_lanes_, lanes);
    }
}

void Overview::add(const Lane& lane, std::int64_t live_end) {
    if (lane.segments().empty()) {
        add_work(lane, live_end);
        return;
    }
    lane_columns(lane, computed_range_.from, computed_range_.until, live_end, buffer_);
    for (std::size_t x = 0; x < columns_.size(); ++x)
        for (std::size_t state = 1; state < state_count; ++state)
            columns_[x][state] += buffer_[x].share[state];
}

bool Overview::is_out_of_date(const TimelineFrame& frame, int columns) const {
    std::size_t lanes = 0;
    for (const TimelineSource& source : frame.sources)
        lanes += source.trace->lane_count();
    const bool same_traces = std::ranges::equal(traces_, frame.sources, {}, {}, &TimelineSource::trace);
    const std::int64_t column = std::max<std::int64_t>(1, computed_range_.length() / columns);
    return !same_traces || lanes != lanes_ || columns_.size() != static_cast<std::size_t>(columns) ||
           frame.whole.until - computed_range_.until > growth_before_update * column;
}

void Overview::add_work(const Lane& lane, std::int64_t live_end) {
    if (lane.work_row_count() == 0)
        return;
    const WorkRow& work = lane.work_row(0); // whatever lies within is within this
    const auto width = static_cast<double>(columns_.size());
    const auto busy_until = [&](std::size_t column, std::size_t hint) {
        const std::int64_t time =
            std::min({live_end, lane.end(), time_at(static_cast<double>(column), computed_range_, 0, width)});
        const std::size_t at = work.at(time, hint);
        return std::pair(work.busy_until(time, at), at == nowhere ? 0 : at);
    };
    auto [before, near] = busy_until(0, 0);
    const double column_ns = static_cast<double>(computed_range_.length()) / width;
    for (std::size_t x = 0; x < columns_.size(); ++x) {
        const auto [after, at] = busy_until(x + 1, near);
        columns_[x][work_index] +=
            static_cast<float>(std::min(1.0, static_cast<double>(after - before) / column_ns));
        before = after;
        near = at;
    }
}

const QImage& Overview::image_of(const Theme& theme, const QSizeF& size, double scale) {
    const QSize pixels = (size * scale).toSize();
    if (drawn_with_ == &theme && image_.size() == pixels)
        return image_;
    drawn_with_ = &theme;
    image_ = QImage(pixels, QImage::Format_RGB32);
    image_.fill(theme.stripe);
    BandRow row;
    row.begin(pixels.height());
    const double unit = pixels.height() / most_lanes_;
    for (int x = 0; x < pixels.width(); ++x) {
        const Column& column = columns_[static_cast<std::size_t>(x) * columns_.size() /
                                        static_cast<std::size_t>(pixels.width())];
        // Bounds are rounded, not heights: else many lanes of less than a pixel each would be nothing.
        double lanes = 0;
        int bottom = pixels.height();
        for (const LaneState state : shown_states) {
            lanes += static_cast<double>(column[static_cast<std::size_t>(state)]);
            const int top = std::max(0, pixels.height() - static_cast<int>(std::lround(lanes * unit)));
            row.add(style_of(state), top, bottom);
            bottom = std::min(bottom, top);
        }
        lanes += static_cast<double>(column[work_index]);
        row.add(value_style, std::max(0, pixels.height() - static_cast<int>(std::lround(lanes * unit))),
                bottom);
        row.end_column();
    }
    draw_bands(image_, {}, row, BandTiles(theme, scale));
    return image_;
}

void Overview::draw_processors(QPainter& painter, const TimelineFrame& frame, const QRectF& place) const {
    // A line at the top edge would say that no more lanes ran than there are processors, which is seen
    // anyway.
    if (frame.processors < 1 || frame.processors + 0.5 > most_lanes_)
        return;
    const double y = std::round(place.bottom() - place.height() * frame.processors / most_lanes_) + 0.5;
    QPen pen(frame.theme->text, 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y));
}

void Overview::draw(QPainter& painter, const TimelineFrame& frame, const QRectF& place) {
    if (frame.sources.empty() || place.width() < column_width || place.height() < 1)
        return;
    const int wanted = static_cast<int>(place.width()) / column_width;
    const TimeRange& whole = frame.whole;
    if (is_out_of_date(frame, wanted))
        compute(frame, wanted);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawImage(place, image_of(*frame.theme, place.size(), painter.deviceTransform().m11()));
    cover_if_stale(painter, frame, place);
    draw_processors(painter, frame, place);
    // What is not visible below is shaded; what is visible has a frame.
    const double left = std::clamp(pixel_of(frame.range.from, whole, place.left(), place.width()),
                                   place.left(), place.right() - 2);
    const double right =
        std::clamp(pixel_of(frame.range.until, whole, place.left(), place.width()), left + 2, place.right());
    QColor cover = frame.theme->background;
    cover.setAlphaF(static_cast<float>(shade));
    painter.fillRect(QRectF(place.left(), place.top(), left - place.left(), place.height()), cover);
    painter.fillRect(QRectF(right, place.top(), place.right() - right, place.height()), cover);
    painter.setPen(QPen(frame.theme->muted, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(left, place.top(), right - left - 1, place.height() - 1));
    painter.restore();
}

} // namespace interleave
