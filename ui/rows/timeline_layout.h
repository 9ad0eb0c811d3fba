// SPDX-License-Identifier: GPL-3.0-or-later
// Where labels and rows stand in a picture of the timeline. It needs no painter and no window.
#pragma once

#include "ui/rows/timeline_rows.h"

#include <QRectF>

#include <cstddef>
#include <span>
#include <vector>

namespace interleave {

/// Places rows in a rectangle. Lengths are logical pixels.
class TimelineLayout {
public:
    /// Bounds of a row's height. Between them the rows share the height that is available.
    struct RowHeights {
        double least = 24;
        double most = 40;
        double most_of_low = 28;   ///< of a row that holds little, unless the others leave more
        double most_work_row = 24; ///< of each row of work in a row of a lane whose states are not known
        double least_gap = 0;      ///< between lanes and objects, and between traces
    };

    TimelineLayout() = default;
    /// There is a gap where lanes end and objects begin, where another trace begins, and below pinned rows.
    /// Those must be the first ones; as many stay at the top as leave half of the plot to the others.
    TimelineLayout(const QRectF& labels, const QRectF& plot, std::span<const TimelineRow> rows,
                   const RowHeights& heights);

    const QRectF& labels() const noexcept { return labels_; }
    const QRectF& plot() const noexcept { return plot_; }
    std::size_t row_count() const noexcept { return rows_.size(); }
    /// Returns the height of a row that is not low and needs no more than others.
    double row_height() const noexcept { return row_height_; }
    /// Returns the height of all rows and of the gaps between them.
    double content_height() const noexcept;

    /// Scrolls the rows up by `offset`, which is bounded so that no room stays empty below the last row.
    void scroll_to(double offset) noexcept;
    double scroll() const noexcept { return scroll_; }
    double most_scroll() const noexcept;

    /// Return the row's full stripe across labels and plot, and the bar in its middle across the plot.
    QRectF stripe(std::size_t row) const noexcept;
    QRectF bar(std::size_t row) const noexcept;
    bool is_visible(std::size_t row) const noexcept;
    /// Returns how many rows stay at the top, and the height below which the others scroll.
    std::size_t pinned_count() const noexcept { return pinned_count_; }
    double pinned_bottom() const noexcept { return plot_.top() + pinned_height_; }
    /// Returns the part of the plot in which the row is drawn: what is scrolled beyond it is not seen.
    QRectF region(std::size_t row) const noexcept;
    /// Returns the row at this height, or row_count() if there is none.
    std::size_t row_at(double y) const noexcept;

private:
    struct PlacedRow {
        double top; ///< below the first row's top
        double height;
        double margin; ///< above and below its bar
    };

    double top_of(std::size_t row) const noexcept {
        return plot_.top() - (row < pinned_count_ ? 0 : scroll_) + rows_[row].top;
    }

    QRectF labels_;
    QRectF plot_;
    std::vector<PlacedRow> rows_;
    std::size_t pinned_count_ = 0;
    double pinned_height_ = 0;
    double row_height_ = 24;
    double scroll_ = 0;
};

} // namespace interleave
