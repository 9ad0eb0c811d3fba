// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_layout.h"

#include <algorithm>
#include <cmath>

namespace interleave {

bool has_row(ObjectKind kind) noexcept {
    switch (kind) {
    case ObjectKind::mutex:
    case ObjectKind::shared_mutex:
    case ObjectKind::gil:
    case ObjectKind::semaphore:
    case ObjectKind::condition:
    case ObjectKind::barrier:
    case ObjectKind::queue:
    case ObjectKind::pipe:
    case ObjectKind::pool:
    case ObjectKind::variable:
        return true;
    default:
        return false; // the lanes show joins, futures and labels
    }
}

std::vector<TimelineRow> timeline_rows(const Trace& trace, std::size_t source) {
    std::vector<TimelineRow> rows;
    for (const std::size_t index : trace.lanes_in_order_of_start())
        rows.push_back({TimelineRow::Kind::lane, index, source});
    for (std::size_t index = 0; index < trace.object_count(); ++index)
        if (has_row(trace.object(index).kind()))
            rows.push_back({TimelineRow::Kind::object, index, source});
    return rows;
}

TimelineLayout::TimelineLayout(const QRectF& labels, const QRectF& plot, std::span<const TimelineRow> rows,
                               const RowHeights& heights)
    : labels_(labels)
    , plot_(plot) {
    std::size_t gaps = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row > 0 && (rows[row].kind != rows[row - 1].kind || rows[row].source != rows[row - 1].source))
            ++gaps;
        gaps_above_.push_back(gaps);
    }
    const auto wanted = static_cast<double>(std::max<std::size_t>(1, rows.size()));
    const double half_rows = 0.5 * static_cast<double>(gaps); // a gap is half a row, see gap()
    row_height_ = std::clamp(std::floor(plot.height() / (wanted + half_rows)), heights.least, heights.most);
}

double TimelineLayout::gap() const noexcept {
    return std::floor(row_height_ / 2);
}

double TimelineLayout::content_height() const noexcept {
    const std::size_t gaps = gaps_above_.empty() ? 0 : gaps_above_.back();
    return static_cast<double>(row_count()) * row_height_ + static_cast<double>(gaps) * gap();
}

double TimelineLayout::most_scroll() const noexcept {
    return std::max(0.0, content_height() - plot_.height());
}

void TimelineLayout::scroll_to(double offset) noexcept {
    scroll_ = std::round(std::clamp(offset, 0.0, most_scroll()));
}

double TimelineLayout::top_of(std::size_t row) const noexcept {
    const std::size_t gaps = row < row_count() ? gaps_above_[row] : 0;
    return plot_.top() - scroll_ + static_cast<double>(row) * row_height_ + static_cast<double>(gaps) * gap();
}

QRectF TimelineLayout::stripe(std::size_t row) const noexcept {
    return {labels_.left(), top_of(row), plot_.right() - labels_.left(), row_height_};
}

QRectF TimelineLayout::bar(std::size_t row) const noexcept {
    const double margin = std::clamp(std::floor(row_height_ / 7), 1.0, 12.0);
    return {plot_.left(), top_of(row) + margin, plot_.width(), row_height_ - 2 * margin};
}

bool TimelineLayout::is_visible(std::size_t row) const noexcept {
    return row < row_count() && top_of(row) + row_height_ > plot_.top() && top_of(row) < plot_.bottom();
}

std::size_t TimelineLayout::row_at(double y) const noexcept {
    for (std::size_t row = 0; row < row_count(); ++row)
        if (y >= top_of(row) && y < top_of(row) + row_height_)
            return row;
    return row_count();
}

} // namespace interleave
