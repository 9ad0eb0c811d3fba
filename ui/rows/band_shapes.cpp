// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/band_shapes.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <vector>

namespace interleave {

namespace {

/// Where one style stands in one column of a row. Top equals bottom where the column does not have it.
struct Extent {
    int top = 0;
    int bottom = 0;
    bool empty() const noexcept { return top >= bottom; }
    bool holds(int y) const noexcept { return y >= top && y < bottom; }
    bool operator==(const Extent&) const = default;
};

/// Converts the row's pixels to the painter's coordinates.
struct Placement {
    QPointF origin;
    double unit;
    QPointF operator()(double x, double y) const { return origin + QPointF(x, y) * unit; }
};

using Extents = std::vector<Extent>;

/// Returns the extents of all styles of a row, indexed by style.
std::vector<Extents> extents_of(const BandRow& row) {
    std::vector<Extents> extents(style_count);
    for (int x = 0; x < row.width(); ++x)
        for (const Band& band : row.column(x)) {
            Extents& of_style = extents[band.style];
            of_style.resize(static_cast<std::size_t>(row.width()));
            of_style[static_cast<std::size_t>(x)] = {band.top, band.bottom};
        }
    return extents;
}

/// Calls `visit(begin, end)` for every longest part of [0, count) in which `same(a, b)` holds for all
/// neighbours.
template <typename Same, typename Visit>
void for_stretches(int count, Same&& same, Visit&& visit) {
    for (int begin = 0; begin < count;) {
        int end = begin + 1;
        while (end < count && same(end - 1, end))
            ++end;
        visit(begin, end);
        begin = end;
    }
}

/// Makes one closed outline per unbroken sequence of columns: along the tops and back along the bottoms.
QPainterPath filled(const Extents& extents, const Placement& at) {
    QPainterPath path;
    const auto extent = [&](int x) { return extents[static_cast<std::size_t>(x)]; };
    const auto touch = [&](int a, int b) {
        return extent(a).empty() == extent(b).empty() &&
               (extent(a).empty() || (extent(a).top < extent(b).bottom && extent(b).top < extent(a).bottom));
    };
    for_stretches(static_cast<int>(extents.size()), touch, [&](int begin, int end) {
        if (extent(begin).empty())
            return;
        path.moveTo(at(begin, extent(begin).top));
        for (int x = begin; x < end; ++x)
            if (x + 1 == end || extent(x).top != extent(x + 1).top) {
                path.lineTo(at(x + 1, extent(x).top));
                if (x + 1 < end)
                    path.lineTo(at(x + 1, extent(x + 1).top));
            }
        for (int x = end - 1; x >= begin; --x) {
            if (x + 1 == end || extent(x).bottom != extent(x + 1).bottom)
                path.lineTo(at(x + 1, extent(x).bottom));
            if (x == begin || extent(x).bottom != extent(x - 1).bottom)
                path.lineTo(at(x, extent(x).bottom));
        }
        path.closeSubpath();
    });
    return path;
}

/// Calls `visit` with the pieces of one line that lie inside. `column` and `line` give the pixel at a step
/// along it.
template <typename Column, typename Line, typename Visit>
void clip_line(const Extents& extents, int steps, Column&& column, Line&& line, Visit&& visit) {
    const auto inside = [&](int step) {
        const int x = column(step);
        return x >= 0 && x < static_cast<int>(extents.size()) &&
               extents[static_cast<std::size_t>(x)].holds(line(step));
    };
    for_stretches(
        steps, [&](int a, int b) { return inside(a) == inside(b); },
        [&](int begin, int end) {
            if (inside(begin))
                visit(begin, end);
        });
}

/// The size of a row and how its pixels lie on the page.
struct Grid {
    int width;
    int height;
    double scale; ///< pixels of a logical one
    QPoint phase; ///< of the row's first pixel: patterns are fixed to the page, not to the row
};

int whole(double length) {
    return static_cast<int>(std::lround(length));
}

/// Calls `visit(k)` for all multiples of `spacing` from `least` to `most`.
template <typename Visit>
void for_multiples(double spacing, double least, double most, Visit&& visit) {
    for (double at = std::ceil(least / spacing) * spacing; at < most; at += spacing)
        visit(at);
}

QPainterPath hatched(const Extents& extents, const Grid& grid, const Stroke& stroke, const Placement& at) {
    QPainterPath path;
    const auto line_between = [&](const QPointF& from, const QPointF& to) {
        path.moveTo(from);
        path.lineTo(to);
    };
    const double spacing = stroke.spacing * grid.scale;
    const double width = stroke.width * grid.scale;
    const auto inside = [&](double x, double y) {
        return x >= 0 && x < grid.width && extents[static_cast<std::size_t>(x)].holds(static_cast<int>(y));
    };
    switch (stroke.direction) {
    case StrokeDirection::vertical:
        for_multiples(spacing, grid.phase.x(), grid.phase.x() + grid.width, [&](double on_page) {
            const double x = on_page - grid.phase.x();
            if (const Extent& extent = extents[static_cast<std::size_t>(x)]; !extent.empty())
                line_between(at(x + width / 2, extent.top), at(x + width / 2, extent.bottom));
        });
        break;
    case StrokeDirection::rising: {
        const double from = grid.phase.x() + grid.phase.y();
        for_multiples(spacing, from, from + grid.width + grid.height, [&](double on_page) {
            const double sum = on_page - from; // x + y along the line
            clip_line(
                extents, grid.height,
                [=](int step) { return static_cast<int>(std::floor(sum - step - 0.5)); },
                [](int step) { return step; },
                [&](int begin, int end) { line_between(at(sum - begin, begin), at(sum - end, end)); });
        });
        break;
    }
    case StrokeDirection::falling: {
        const double from = grid.phase.x() - grid.phase.y();
        for_multiples(spacing, from - grid.height, from + grid.width, [&](double on_page) {
            const double difference = on_page - from; // x - y along the line
            clip_line(
                extents, grid.height,
                [=](int step) { return static_cast<int>(std::floor(difference + step + 0.5)); },
                [](int step) { return step; },
                [&](int begin, int end) {
                    line_between(at(difference + begin, begin), at(difference + end, end));
                });
        });
        break;
    }
    case StrokeDirection::dotted:
        for (const double first : {spacing / 6, spacing / 6 + spacing / 2})
            for_multiples(
                spacing, grid.phase.y() - first, grid.phase.y() + grid.height - first, [&](double row) {
                    const double y = row + first - grid.phase.y();
                    for_multiples(spacing, grid.phase.x() - first, grid.phase.x() + grid.width - first,
                                  [&](double dot) {
                                      const double x = dot + first - grid.phase.x();
                                      if (inside(x, y))
                                          line_between(at(x, y + width / 2), at(x + width, y + width / 2));
                                  });
                });
        break;
    case StrokeDirection::along_middle:
    case StrokeDirection::beaded: {
        const auto is_whole = [&](int x) {
            return extents[static_cast<std::size_t>(x)] == Extent{0, grid.height};
        };
        const double middle = grid.height / 2.0;
        for_stretches(
            grid.width, [&](int a, int b) { return is_whole(a) == is_whole(b); },
            [&](int begin, int end) {
                if (!is_whole(begin))
                    return;
                if (stroke.direction == StrokeDirection::along_middle) {
                    line_between(at(begin, middle), at(end, middle));
                    return;
                }
                for_multiples(spacing, grid.phase.x() + begin, grid.phase.x() + end - width,
                              [&](double bead) {
                                  const double x = bead - grid.phase.x();
                                  line_between(at(x, middle), at(x + width, middle));
                              });
            });
        break;
    }
    }
    return path;
}

/// Draws edges above and below, and at the ends of what fills the row's whole height.
QPainterPath outlined(const Extents& extents, int height, const Placement& at, int scale, Outline kind) {
    QPainterPath path;
    const double inset = scale / 2.0;
    constexpr int least_height = 5; // in logical pixels, lest nothing of the fill is left
    const auto equal = [&](int a, int b) {
        return extents[static_cast<std::size_t>(a)] == extents[static_cast<std::size_t>(b)];
    };
    for_stretches(static_cast<int>(extents.size()), equal, [&](int begin, int end) {
        const Extent extent = extents[static_cast<std::size_t>(begin)];
        const double top = extent.top + inset;
        if (kind == Outline::top && !extent.empty()) {
            path.moveTo(at(begin, top));
            path.lineTo(at(end, top));
        }
        if (kind == Outline::top || extent.bottom - extent.top < least_height * scale)
            return;
        // The ragged edge of a stack is seen by its colours; a line along it would only make the file large.
        // Dashed outlines stay, because some styles are told apart by them alone.
        if (kind == Outline::line && end - begin < 3 * scale)
            return;
        const double bottom = extent.bottom - inset;
        path.moveTo(at(begin, top));
        path.lineTo(at(end, top));
        path.moveTo(at(begin, bottom));
        path.lineTo(at(end, bottom));
        if (extent.top != 0 || extent.bottom != height)
            return;
        if (begin > 0 && extents[static_cast<std::size_t>(begin) - 1].empty()) {
            path.moveTo(at(begin + inset, extent.top));
            path.lineTo(at(begin + inset, extent.bottom));
        }
        if (end < static_cast<int>(extents.size()) && extents[static_cast<std::size_t>(end)].empty()) {
            path.moveTo(at(end - inset, extent.top));
            path.lineTo(at(end - inset, extent.bottom));
        }
    });
    return path;
}

} // namespace

void draw_bands(QPainter& painter, const QPointF& origin, double unit, const BandRow& row, const Theme& theme,
                const QPointF& pattern_origin) {
    const Placement at{origin, unit};
    const QPointF phase = (origin - pattern_origin) / unit;
    const Grid grid{row.width(), row.height(), 1.0 / unit, {whole(phase.x()), whole(phase.y())}};
    const int scale = std::max(1, whole(grid.scale));
    const std::vector<Extents> extents = extents_of(row);
    for (std::size_t style = 0; style < style_count; ++style) {
        if (extents[style].empty())
            continue;
        const BandStyle& look = theme.styles[style];
        painter.fillPath(filled(extents[style], at), look.fill);
        for (const Stroke& stroke : strokes_of(look.pattern)) {
            Stroke drawn = stroke;
            if (follows_height(look.pattern))
                drawn.width = middle_width(look.pattern, row.height() * unit);
            QPen pen(look.ink, drawn.width);
            pen.setCapStyle(Qt::FlatCap);
            painter.strokePath(hatched(extents[style], grid, drawn, at), pen);
        }
        if (look.outline_kind != Outline::none) {
            QPen pen(look.outline, scale * unit);
            pen.setJoinStyle(Qt::MiterJoin);
            if (look.outline_kind == Outline::dashed)
                pen.setDashPattern({4, 4});
            painter.strokePath(outlined(extents[style], row.height(), at, scale, look.outline_kind), pen);
        }
    }
}

} // namespace interleave
