// SPDX-License-Identifier: GPL-3.0-or-later
// The blame matrix as a picture: a row for each lane that waited, a column for each that it waited for.
#pragma once

#include "ui/locks/blame_matrix.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

#include <optional>

class QPainter;

namespace interleave {

/// A cell of the matrix.
struct BlameCell {
    std::size_t waiter;
    std::size_t blamed;

    bool operator==(const BlameCell&) const = default;
};

/// Where rows and columns stand. Lengths are logical pixels. Where there is no room for all, the last ones
/// are left out.
class BlameLayout {
public:
    BlameLayout(const BlameMatrix& matrix, const QRectF& area, const QFont& font);

    std::size_t row_count() const noexcept { return rows_; }
    std::size_t column_count() const noexcept { return columns_; }
    QRectF cell(const BlameCell& cell) const noexcept;
    QRectF row_name(std::size_t row) const noexcept;
    QRectF column_name(std::size_t column) const noexcept;
    QRectF heading() const noexcept; ///< the corner above the rows' names
    std::optional<BlameCell> cell_at(const QPointF& point) const noexcept;

    /// Returns the height that a whole matrix needs.
    static double height_of(const BlameMatrix& matrix, const QFont& font);

private:
    QRectF area_;
    double names_;
    double head_;
    double width_;
    double height_;
    std::size_t rows_;
    std::size_t columns_;
};

/// Draws the matrix: the longer a lane waited, the stronger the cell. `chosen` is framed. Screen and pictures
/// are both drawn by this.
void draw_blame(QPainter& painter, const QRectF& area, const BlameMatrix& matrix, const Theme& theme,
                const QFont& font, const std::optional<BlameCell>& chosen = {});

} // namespace interleave
