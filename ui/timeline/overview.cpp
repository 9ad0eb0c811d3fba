// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overview.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

/// Logical pixels of one column. The overview is for orientation, so this can be coarse.
constexpr int column_width = 2;
/// Columns by which the whole range grows before the traces are read again.
constexpr int growth_before_update = 4;

} // namespace

void Overview::compute(const TimelineFrame& frame, int columns) {
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
}

void Overview::add(const Lane& lane, std::int64_t live_end) {
    lane_columns(lane, computed_range_.from, computed_range_.until, live_end, buffer_);
    for (std::size_t x = 0; x < columns_.size(); ++x)
        for (std::size_t state = 1; state < state_count; ++state) {
            const float share = buffer_[x].share[state];
            const auto lane_state = static_cast<LaneState>(state);
            if (lane_state == LaneState::running)
                columns_[x].running += share;
            else if (is_wait(lane_state) || lane_state == LaneState::ready)
                columns_[x].waiting += share;
            else
                columns_[x].other += share;
        }
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

void Overview::draw(QPainter& painter, const TimelineFrame& frame, const QRectF& place) {
    if (frame.sources.empty() || place.width() < column_width)
        return;
    const int wanted = static_cast<int>(place.width()) / column_width;
    const TimeRange& whole = frame.whole;
    if (is_out_of_date(frame, wanted))
        compute(frame, wanted);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(place, frame.theme->stripe);
    const double unit = place.height() / static_cast<double>(std::max<std::size_t>(1, lanes_));
    for (std::size_t index = 0; index < columns_.size(); ++index) {
        const Column& shown = columns_[index];
        double bottom = place.bottom();
        const auto part = [&](float lanes, const QColor& colour) {
            const double height = std::round(static_cast<double>(lanes) * unit);
            if (height < 1)
                return;
            painter.fillRect(QRectF(place.left() + static_cast<double>(index) * column_width, bottom - height,
                                    column_width, height),
                             colour);
            bottom -= height;
        };
        part(shown.running, frame.theme->style(LaneState::running).fill);
        part(shown.other, frame.theme->grid);
        part(shown.waiting, frame.theme->style(LaneState::waiting_lock).fill);
    }
    // What is not visible below is shaded; what is visible has a frame.
    const double left = std::clamp(pixel_of(frame.range.from, whole, place.left(), place.width()),
                                   place.left(), place.right() - 2);
    const double right =
        std::clamp(pixel_of(frame.range.until, whole, place.left(), place.width()), left + 2, place.right());
    QColor shade = frame.theme->background;
    shade.setAlpha(170);
    painter.fillRect(QRectF(place.left(), place.top(), left - place.left(), place.height()), shade);
    painter.fillRect(QRectF(right, place.top(), place.right() - right, place.height()), shade);
    painter.setPen(QPen(frame.theme->muted, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(left, place.top(), right - left - 1, place.height() - 1));
    painter.restore();
}

} // namespace interleave
