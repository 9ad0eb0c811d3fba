// SPDX-License-Identifier: GPL-3.0-or-later
// Where labels and rows stand in a picture of the timeline. It needs no painter and no window.
#pragma once

#include "core/trace/trace.h"

#include <QRectF>

#include <cstddef>
#include <span>
#include <vector>

namespace interleave {

/// One row: a lane, or an object.
struct TimelineRow {
    enum class Kind { lane, object };
    Kind kind;
    std::size_t index;      ///< in its trace
    std::size_t source = 0; ///< index of its trace in the frame's sources
    bool operator==(const TimelineRow&) const = default;
};

/// Whether objects of this kind have a row: those that can be held, waited for or written and that the lanes
/// do not show already.
bool has_row(ObjectKind kind) noexcept;

/// Returns all lanes in the order in which they were started, then all objects that have a row in the order
/// of their appearance. `source` is the number that is entered in the rows.
std::vector<TimelineRow> timeline_rows(const Trace& trace, std::size_t source = 0);

/// Places rows in a rectangle. Lengths are logical pixels.
class TimelineLayout {
public:
    /// Bounds of a row's height. Between them the rows share the height that is available.
    struct RowHeights {
        double least = 24;
        double most = 40;
    };

    TimelineLayout() = default;
    /// There is a gap of half a row where lanes end and objects begin, and where another trace begins.
    TimelineLayout(const QRectF& labels, const QRectF& plot, std::span<const TimelineRow> rows,
                   const RowHeights& heights);

    const QRectF& labels() const noexcept { return labels_; }
    const QRectF& plot() const noexcept { return plot_; }
    std::size_t row_count() const noexcept { return gaps_above_.size(); }
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
    /// Returns the row at this height, or row_count() if there is none.
    std::size_t row_at(double y) const noexcept;

private:
    double gap() const noexcept;
    double top_of(std::size_t row) const noexcept;

    QRectF labels_;
    QRectF plot_;
    std::vector<std::size_t> gaps_above_; ///< by row: number of gaps between the first row and this one
    double row_height_ = 24;
    double scroll_ = 0;
};

} // namespace interleave
