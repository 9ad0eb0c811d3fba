// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/path_painter.h"

#include "ui/rows/lane_bars.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <span>

namespace interleave {

namespace {

constexpr double path_thickness = 3.5;
constexpr double path_halo = 6;
constexpr double half_bend = 5; ///< px that a change of lanes takes to the left and to the right
/// More changes of lanes in view are no line any more that the eye could follow.
constexpr std::size_t most_changes = 300;
constexpr std::size_t most_pieces_in_column = 8;

class PathPainter {
public:
    PathPainter(QPainter& painter, const TimelineFrame& frame)
        : painter_(painter)
        , frame_(frame)
        , bars_(frame)
        , width_(path_thickness * frame.line_scale) {}

    void draw() {
        const auto& pieces = frame_.path->pieces;
        const std::size_t first = frame_.path->piece_at(frame_.range.from);
        const std::size_t last = frame_.path->piece_at(frame_.range.until) + 1;
        const auto in_view = std::span(pieces).subspan(first, last - first);
        if (in_view.size() <= most_changes)
            draw_line(in_view);
        else
            draw_dashes(in_view);
    }

private:
    double x_of(std::int64_t time) const {
        const QRectF& plot = frame_.layout.plot();
        return std::clamp(pixel_of(time, frame_.range, plot.left(), plot.width()), plot.left() - path_halo,
                          plot.right() + path_halo);
    }
    /// Returns the height of the line at the lower edge of a row's bar.
    double y_of(std::size_t row) const { return bars_.bar(row).bottom(); }

    void draw_line(std::span<const PathPiece> pieces) {
        QPainterPath line;
        bool is_open = false;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const auto row = bars_.row_of(pieces[i].lane);
            if (!row) { // its lane is not shown
                is_open = false;
                continue;
            }
            const double from = x_of(pieces[i].from);
            const double until = x_of(pieces[i].until);
            const double y = y_of(*row);
            if (!is_open)
                line.moveTo(from, y);
            else
                bend_to(line, from, until, y);
            const bool is_last = i + 1 == pieces.size() || !bars_.row_of(pieces[i + 1].lane);
            // Room for the bend to the next lane, but never back.
            const double end = is_last ? until : until - half_bend;
            line.lineTo(std::max(line.currentPosition().x(), end), y);
            is_open = true;
        }
        painter_.setBrush(Qt::NoBrush);
        for (const auto& [colour, width] :
             {std::pair(frame_.theme->background, path_halo * frame_.line_scale),
              std::pair(frame_.theme->critical_path, width_)}) {
            painter_.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
            painter_.drawPath(line);
        }
    }

    /// Leads the line from where it is to the lane at `y`, around the moment at `x`.
    static void bend_to(QPainterPath& line, double x, double until, double y) {
        const QPointF from = line.currentPosition();
        const QPointF to(std::max(from.x(), std::min(x + half_bend, (x + until) / 2)), y);
        const double middle = std::clamp(x, from.x(), to.x());
        line.cubicTo(QPointF(middle, from.y()), QPointF(middle, to.y()), to);
    }

    void draw_dashes(std::span<const PathPiece> pieces) {
        const QRectF& plot = frame_.layout.plot();
        const int columns = static_cast<int>(std::ceil(plot.width()));
        std::vector<int> dash_begin(bars_.row_count(), -1);
        std::vector<bool> is_here(bars_.row_count());
        auto piece = pieces.begin();
        for (int column = 0; column <= columns; ++column) {
            is_here.assign(is_here.size(), false);
            if (column < columns) {
                const std::int64_t from = time_of_column(column);
                const std::int64_t until = time_of_column(column + 1);
                piece = std::ranges::lower_bound(piece, pieces.end(), from + 1, {}, &PathPiece::until);
                const auto end = std::ranges::lower_bound(piece, pieces.end(), until, {}, &PathPiece::from);
                const auto count = static_cast<std::size_t>(end - piece);
                // An odd step, because two lanes often take turns, and both are to be seen.
                const std::size_t step = (count / most_pieces_in_column) | 1U;
                for (std::size_t i = 0; i < count; i += step)
                    if (const auto row = bars_.row_of((piece + static_cast<std::ptrdiff_t>(i))->lane))
                        is_here[*row] = true;
            }
            for (std::size_t row = 0; row < is_here.size(); ++row) {
                if (is_here[row] && dash_begin[row] < 0) {
                    dash_begin[row] = column;
                } else if (!is_here[row] && dash_begin[row] >= 0) {
                    draw_dash(row, plot.left() + dash_begin[row], plot.left() + column);
                    dash_begin[row] = -1;
                }
            }
        }
    }
    std::int64_t time_of_column(int column) const {
        const QRectF& plot = frame_.layout.plot();
        return time_at(plot.left() + column, frame_.range, plot.left(), plot.width());
    }
    void draw_dash(std::size_t row, double left, double right) {
        const double top = y_of(row) - width_ / 2;
        const double edge = (path_halo - path_thickness) / 2 * frame_.line_scale;
        painter_.fillRect(QRectF(left, top - edge, right - left, width_ + 2 * edge),
                          frame_.theme->background);
        painter_.fillRect(QRectF(left, top, right - left, width_), frame_.theme->critical_path);
    }

    QPainter& painter_;
    const TimelineFrame& frame_;
    LaneBars bars_;
    double width_;
};

} // namespace

void draw_critical_path(QPainter& painter, const TimelineFrame& frame) {
    if (!frame.path || frame.path->pieces.empty() || frame.path->from() >= frame.range.until ||
        frame.path->until <= frame.range.from)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    PathPainter(painter, frame).draw();
    painter.restore();
}

} // namespace interleave
