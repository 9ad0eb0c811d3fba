// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/timeline_layout.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {
constexpr double gap_share = 0.5; ///< of a low row's height

bool is_work_alone(const TimelineRow& row) noexcept {
    return row.kind == TimelineRow::Kind::lane && !row.has_states && row.work_rows > 0;
}

double margin_of(const TimelineRow& row, double height) {
    return std::clamp(std::floor(height / 7), 1.0, is_work_alone(row) ? 3.0 : 12.0);
}

/// Returns the height of a row that is not low where the others have `usual`.
double height_of(const TimelineRow& row, double usual, const TimelineLayout::RowHeights& heights) {
    const double height = std::floor(usual * row.parts());
    if (!is_work_alone(row))
        return height;
    const auto rows = static_cast<double>(row.work_rows + (row.has_bar ? 1 : 0));
    return std::min(height, std::max(heights.least, std::floor(rows * heights.most_work_row + 6)));
}
/// Returns the greatest height of a usual row, in whole pixels within the bounds, with which all rows that
/// are not low fit into `room`.
double usual_height(std::span<const TimelineRow> rows, const TimelineLayout::RowHeights& heights,
                    double room) {
    double height = heights.most;
    const auto fits = [&] {
        double sum = 0;
        for (const TimelineRow& row : rows)
            sum += row.is_low ? 0 : height_of(row, height, heights);
        return sum <= room;
    };
    while (height > heights.least && !fits())
        height = std::max(heights.least, height - 1);
    return height;
}

} // namespace

TimelineLayout::TimelineLayout(const QRectF& labels, const QRectF& plot, std::span<const TimelineRow> rows,
                               const RowHeights& heights)
    : labels_(labels)
    , plot_(plot) {
    const auto has_gap_above = [&](std::size_t row) {
        return row > 0 &&
               (rows[row].is_of_lanes() != rows[row - 1].is_of_lanes() ||
                rows[row].source != rows[row - 1].source || rows[row].is_pinned != rows[row - 1].is_pinned);
    };
    double low = 0;
    double others = 0;
    double gaps = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        (rows[row].is_low ? low : others) += rows[row].parts();
        gaps += has_gap_above(row) ? 1 : 0;
    }
    const auto shared = [&](double height, double parts) {
        return parts > 0 ? std::clamp(std::floor(height / parts), heights.least, heights.most) : heights.most;
    };
    // Low rows are never higher than others: where there is little room, all are equal.
    const double equal = shared(plot.height(), low + others + gap_share * gaps);
    double low_height = std::min(equal, std::max(heights.least, heights.most_of_low));
    const double gap = std::max(heights.least_gap, std::floor(gap_share * low_height));
    row_height_ = usual_height(rows, heights, plot.height() - low * low_height - gaps * gap);
    if (low > 0) // the height that the others cannot use
        low_height = std::max(low_height, shared(plot.height() - others * row_height_ - gaps * gap, low));
    double top = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        top += has_gap_above(row) ? gap : 0;
        const double height = rows[row].is_low ? low_height : height_of(rows[row], row_height_, heights);
        rows_.push_back({top, height, margin_of(rows[row], height)});
        top += height;
        if (rows[row].is_pinned && row == pinned_count_ && top <= plot.height() / 2) {
            ++pinned_count_;
            pinned_height_ = top;
        }
    }
}

double TimelineLayout::content_height() const noexcept {
    return rows_.empty() ? 0 : rows_.back().top + rows_.back().height;
}

double TimelineLayout::most_scroll() const noexcept {
    return std::max(0.0, content_height() - plot_.height());
}

void TimelineLayout::scroll_to(double offset) noexcept {
    scroll_ = std::round(std::clamp(offset, 0.0, most_scroll()));
}

QRectF TimelineLayout::stripe(std::size_t row) const noexcept {
    return {labels_.left(), top_of(row), plot_.right() - labels_.left(), rows_[row].height};
}

QRectF TimelineLayout::bar(std::size_t row) const noexcept {
    const auto& [top, height, margin] = rows_[row];
    return {plot_.left(), top_of(row) + margin, plot_.width(), height - 2 * margin};
}

bool TimelineLayout::is_visible(std::size_t row) const noexcept {
    return row < row_count() && top_of(row) + rows_[row].height > region(row).top() &&
           top_of(row) < plot_.bottom();
}

QRectF TimelineLayout::region(std::size_t row) const noexcept {
    const bool is_pinned = row < pinned_count_;
    return {plot_.left(), is_pinned ? plot_.top() : pinned_bottom(), plot_.width(),
            is_pinned ? pinned_height_ : plot_.height() - pinned_height_};
}

std::size_t TimelineLayout::row_at(double y) const noexcept {
    for (std::size_t row = 0; row < row_count(); ++row)
        if (y >= std::max(top_of(row), region(row).top()) && y < top_of(row) + rows_[row].height)
            return row;
    return row_count();
}

} // namespace interleave
