// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing of a comparison: a block for each run, one above the other, and one time axis for all.
#pragma once

#include "ui/compare/comparison.h"
#include "ui/export/export_picture.h"
#include "ui/rows/legend.h"
#include "ui/rows/timeline_frame.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <cstddef>
#include <vector>

class QPainter;

namespace interleave {

/// How a comparison is laid out.
struct ComparisonLook {
    const Theme* theme = nullptr;
    QFont font;
    QFont legend_font;
    double most_row = 28; ///< height of a row where there is room
    double unit = 1;      ///< how large lengths are against those of a screen
    bool legend = true;
};

/// Its parts with their places, from the top left of the picture itself. It is valid as long as its
/// comparison is.
class PlacedComparison {
public:
    /// Lays it out in this width and at most this height.
    PlacedComparison(const RunComparison& comparison, const ComparisonLook& look, double width,
                     double most_height);

    double height() const { return height_; }
    void draw(QPainter& painter) const;

    /// Says which rows of a block have no room: "8 of 40 rows"; empty if all have.
    const QString& leftOut(std::size_t block) const { return blocks_[block].left_out; }

private:
    struct Block {
        const ComparedBlock* of;
        TimelineFrame frame;
        QRectF head;
        QString left_out; ///< which rows have no room; empty if all have
    };

    void choose_rows();
    void place(double width, double most_height);
    void leave_room_for_times(double plot);
    void draw_head(QPainter& painter, const Block& block) const;
    void draw_end(QPainter& painter, const Block& block) const;

    const RunComparison& comparison_;
    ComparisonLook look_;
    TimeRange range_; ///< from where the work begins
    std::vector<Block> blocks_;
    TimelineFrame axis_frame_; ///< without rows
    QRectF axis_;
    std::vector<LegendEntry> legend_;
    QRectF legend_place_;
    double height_ = 0;
};

/// Returns the comparison as a drawing to export, which keeps the traces.
Drawing comparison_drawing(const RunComparison& comparison);

} // namespace interleave
