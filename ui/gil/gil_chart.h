// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a GIL over time: who holds it and why it changes hands, which lanes want it, and how long it is held.
#pragma once

#include "ui/gil/shown_gil.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

#include <optional>

class QPainter;

namespace interleave {

/// The places of all parts of the picture in an area. The shown GIL must have figures, and must outlive this.
class GilChart {
public:
    GilChart(const QRectF& area, const ShownGil& shown, const QFont& font, bool is_whole);

    /// Returns the height that the picture needs, with rows of usual height and the histogram.
    static double wanted_height(const ShownGil& shown, const QFont& font);

    /// Screen and pictures are both drawn by this. What is stale is pale. `cursor` is a time, ns.
    void draw(QPainter& painter, const Theme& theme, std::optional<std::int64_t> cursor = {},
              bool is_stale = false) const;

    const QRectF& plot() const { return plot_; }
    /// Returns the time at this x; outside the plot that of its nearer edge.
    std::int64_t time_at(double x) const;
    /// Returns the lane at this point: that of its row, or who holds the lock there; none elsewhere.
    std::optional<LaneId> lane_at(const QPointF& point) const;

private:
    QRectF row(std::size_t lane) const;
    double x_of(std::int64_t time) const;
    std::size_t column_at(double x) const;
    std::optional<std::size_t> holder_in(std::size_t column) const;
    bool is_wanted_in(std::size_t column) const;
    void draw_names(QPainter& painter, const Theme& theme) const;
    void draw_strip(QPainter& painter, const Theme& theme) const;
    void draw_lane(QPainter& painter, const Theme& theme, std::size_t lane) const;
    void draw_marks(QPainter& painter, const Theme& theme) const;
    void draw_axis(QPainter& painter, const Theme& theme) const;
    void draw_histograms(QPainter& painter, const Theme& theme) const;

    const ShownGil& shown_;
    QFont font_;
    bool is_whole_;
    QRectF plot_; ///< strip and rows, without names and shares
    QRectF strip_;
    QRectF marks_;
    QRectF axis_;
    QRectF legend_;
    QRectF histogram_; ///< of both of them; empty if there is no room
    double names_left_ = 0;
    double shares_right_ = 0;
    double row_height_ = 0;
    std::size_t rows_ = 0; ///< lanes for which there is room
};

} // namespace interleave
