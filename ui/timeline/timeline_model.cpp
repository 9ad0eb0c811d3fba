// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_model.h"

#include "ui/timeline/missing_marks.h"

#include <QFontInfo>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double overview_height = 30;
constexpr double overview_gap = 6;

} // namespace

TimelineModel::TimelineModel(const Navigation& navigation) : navigation_(navigation) {}

void TimelineModel::set_trace(std::shared_ptr<const Trace> trace) {
    trace_ = std::move(trace);
    seen_version_ = 0;
    frame_.sources.clear();
    frame_.rows.clear();
    if (trace_)
        frame_.add_rows_of(*trace_);
}

TimelineModel::Update TimelineModel::refresh() {
    if (!trace_)
        return Update::none;
    const std::uint64_t version = trace_->version();
    if (version == seen_version_)
        return Update::none;
    seen_version_ = version;
    frame_.sources.front().live_end = trace_->time_end();
    std::vector<TimelineRow> rows = timeline_rows(*trace_);
    if (rows == frame_.rows)
        return Update::more;
    frame_.rows = std::move(rows);
    return Update::other_rows;
}

void TimelineModel::set_look(const Theme& theme, const QFont& font) {
    frame_.theme = &theme;
    frame_.font = font;
    frame_.font.setPixelSize(QFontInfo(font).pixelSize());
}

void TimelineModel::place(const QSizeF& size) {
    size_ = size;
    const double scroll = frame_.layout.scroll();
    const QFontMetricsF metrics(frame_.font);
    const double labels = trace_ ? label_width(frame_, std::floor(size.width() * 0.3)) : 0;
    const double axis = std::ceil(metrics.height() + 10);
    const double top = overview_height + overview_gap;
    const double room = std::max(1.0, size.height() - top - axis);
    const QRectF label_place(0, top, labels, room);
    const QRectF plot_place(labels, top, std::max(1.0, size.width() - labels - 8), room);
    frame_.layout = TimelineLayout(
        label_place, plot_place, frame_.rows,
        {.least = std::ceil(metrics.height() * 1.5), .most = std::ceil(metrics.height() * 4.2)});
    frame_.layout.scroll_to(scroll);
}

void TimelineModel::take_navigation() {
    frame_.range = navigation_.visibleRange();
    frame_.whole = navigation_.wholeRange();
    frame_.chosen_row = chosen_row();
}

QRectF TimelineModel::overview() const {
    const QRectF& plot = layout().plot();
    return {plot.left(), 4, plot.width(), overview_height - 4};
}

QRectF TimelineModel::axis() const {
    const double left = layout().labels().left();
    const double bottom = layout().plot().bottom();
    return {left, bottom, size_.width() - left, size_.height() - bottom};
}

std::size_t TimelineModel::chosen_row() const {
    const auto lane = navigation_.chosenLane();
    const auto object = navigation_.chosenObject();
    const auto is_chosen = [&](const TimelineRow& row) {
        return row.kind == TimelineRow::Kind::lane
                   ? lane && frame_.trace_of(row).lane(row.index).id() == *lane
                   : object && frame_.trace_of(row).object(row.index).id() == *object;
    };
    return static_cast<std::size_t>(std::ranges::find_if(frame_.rows, is_chosen) - frame_.rows.begin());
}

std::int64_t TimelineModel::time_at_x(double x) const {
    const QRectF& plot = layout().plot();
    return time_at(std::clamp(x, plot.left(), plot.right()), navigation_.visibleRange(), plot.left(),
                   plot.width());
}

std::int64_t TimelineModel::time_in_overview(double x) const {
    const QRectF place = overview();
    return time_at(std::clamp(x, place.left(), place.right()), navigation_.wholeRange(), place.left(),
                   place.width());
}

Moment TimelineModel::moment_in(std::size_t row, std::int64_t time) const {
    // A mark is at least so wide in the picture.
    const double pixel = static_cast<double>(navigation_.visibleRange().length()) / layout().plot().width();
    const auto reach = static_cast<std::int64_t>(std::ceil(pixel * least_missing_width / 2));
    return moment_at(frame_.source_of(frame_.rows[row]), frame_.rows[row], time, reach);
}

std::optional<Moment> TimelineModel::moment_under(const QPointF& point) const {
    const std::size_t row = layout().row_at(point.y());
    if (row >= row_count() || !layout().plot().contains(point))
        return std::nullopt;
    return moment_in(row, time_at_x(point.x()));
}

} // namespace interleave
