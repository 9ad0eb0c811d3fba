// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/band_image.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

/// Bands lower than this have no outline, which would leave nothing of their fill.
constexpr int least_outlined = 5;
/// Whole stretches narrower than this have none for the same reason.
constexpr int least_outlined_width = 3;

std::uint32_t mixed(const QColor& fill, const QColor& ink, double cover) {
    const auto channel = [cover](int from, int to) {
        return static_cast<int>(std::lround(from + cover * (to - from)));
    };
    return qRgb(channel(fill.red(), ink.red()), channel(fill.green(), ink.green()),
                channel(fill.blue(), ink.blue()));
}

/// Dashed outlines have a gap in every second piece of this many strokes.
bool is_dash(int position, int stroke) noexcept {
    return position / (4 * stroke) % 2 == 0;
}

/// Writes bands into the lines of an image. Coordinates are those of the row, unless they are called the
/// image's.
class BandPainter {
public:
    BandPainter(QImage& image, const QPoint& origin, const BandRow& row, const BandTiles& tiles)
        : pixels_(reinterpret_cast<std::uint32_t*>(image.bits()))
        , line_pixels_(image.bytesPerLine() / 4)
        , origin_(origin)
        , row_(row)
        , tiles_(tiles)
        , stroke_(tiles.stroke())
        // A row at the edge of a scrolled picture reaches beyond it.
        , first_line_(std::max(0, -origin.y()))
        , end_line_(image.height() - origin.y())
        , first_column_(std::max(0, -origin.x()))
        , end_column_(std::min(row.width(), image.width() - origin.x())) {}

    void paint() {
        for (int x = first_column_; x < end_column_;) {
            const std::span<const Band> column = row_.column(x);
            if (const int end = end_of_lone(x); end > x) {
                for (; x < end; ++x)
                    for (const Band& band : row_.column(x))
                        paint_lone(x, band);
                continue;
            }
            if (!is_whole(column)) {
                for (const Band& band : column)
                    paint_column(x, band);
                ++x;
                continue;
            }
            int end = x + 1;
            while (end < end_column_ && continues(end, column.front()))
                ++end;
            paint_stretch(x, end, column.front());
            x = end;
        }
    }

private:
    std::uint32_t* pixel(int x, int y) noexcept {
        return pixels_ + (origin_.y() + y) * line_pixels_ + origin_.x() + x;
    }
    bool is_whole(std::span<const Band> column) const noexcept {
        return column.size() == 1 && column.front().top == 0 && column.front().bottom == row_.height();
    }
    bool continues(int x, const Band& band) const noexcept {
        const std::span<const Band> column = row_.column(x);
        return is_whole(column) && column.front().style == band.style;
    }

    bool is_empty(int x) const noexcept { return x < 0 || x >= row_.width() || row_.column(x).empty(); }

    /// Returns the end of what begins at this column, if it is too narrow for an edge and nothing is beside
    /// it; else the column.
    int end_of_lone(int x) const noexcept {
        if (is_empty(x) || !is_empty(x - 1))
            return x;
        int end = x + 1;
        while (end < x + least_outlined_width * stroke_ && !is_empty(end))
            ++end;
        return is_empty(end) && end - x < least_outlined_width * stroke_ ? std::min(end, end_column_) : x;
    }

    /// Paints a band all in the colour of its edge, as a pale fill without an edge would hardly be seen.
    void paint_lone(int x, const Band& band) {
        const BandTiles::Tile& tile = tiles_.tile(band.style);
        if (tile.outline_kind == Outline::none || tile.outline_kind == Outline::top) {
            paint_column(x, band);
            return;
        }
        for (int y = std::max<int>(band.top, first_line_); y < std::min<int>(band.bottom, end_line_); ++y)
            *pixel(x, y) = tile.outline;
    }

    void paint_column(int x, const Band& band) {
        const int top = std::max<int>(band.top, first_line_);
        const int bottom = std::min<int>(band.bottom, end_line_);
        const BandTiles::Tile& tile = tiles_.tile(band.style);
        const auto side = static_cast<std::size_t>(tile.side);
        const std::size_t column = static_cast<std::size_t>(origin_.x() + x) % side;
        std::size_t offset = static_cast<std::size_t>(origin_.y() + top) % side * side + column;
        std::uint32_t* at = pixel(x, top);
        for (int y = top; y < bottom; ++y, at += line_pixels_) {
            *at = tile.pixels[offset];
            offset += side;
            if (offset >= side * side)
                offset = column;
        }
        const auto edge = [&](int from, int until) {
            for (int y = std::max(from, top); y < std::min(until, bottom); ++y)
                *pixel(x, y) = tile.outline;
        };
        if (tile.outline_kind == Outline::top)
            edge(band.top, band.top + stroke_);
        if (!has_outline(tile, band) || (tile.outline_kind == Outline::dashed && !is_dash(x, stroke_)))
            return;
        edge(band.top, band.top + stroke_);
        edge(band.bottom - stroke_, band.bottom);
    }

    bool has_outline(const BandTiles::Tile& tile, const Band& band) const noexcept {
        return (tile.outline_kind == Outline::line || tile.outline_kind == Outline::dashed) &&
               band.bottom - band.top >= least_outlined * stroke_;
    }

    /// Paints columns [begin, end) that one band fills from top to bottom.
    void paint_stretch(int begin, int end, const Band& band) {
        const int bottom = std::min<int>(band.bottom, end_line_);
        const BandTiles::Tile& tile = tiles_.tile(band.style);
        for (int y = first_line_; y < bottom; ++y) {
            const std::uint32_t* const line = tile.line(origin_.y() + y);
            std::uint32_t* const to = pixel(0, y);
            if (tile.side == 1) {
                std::fill(to + begin, to + end, *line);
                continue;
            }
            int from = (origin_.x() + begin) % tile.side;
            for (int x = begin; x < end; ++x) {
                to[x] = line[from];
                if (++from == tile.side)
                    from = 0;
            }
        }
        if (follows_height(tile.pattern))
            paint_middle(begin, end, tile);
        if (tile.outline_kind == Outline::top)
            paint_edge(begin, end, 0, stroke_, tile);
        // What begins or ends beyond the picture has no side there.
        const bool left = begin > first_column_;
        const bool right = end < end_column_;
        const bool narrow = end - begin < least_outlined_width * stroke_ && left && right;
        if (!has_outline(tile, band) || narrow)
            return;
        paint_edge(begin, end, 0, stroke_, tile);
        paint_edge(begin, end, band.bottom - stroke_, band.bottom, tile);
        if (left)
            paint_edge(begin, begin + stroke_, 0, band.bottom, tile);
        if (right)
            paint_edge(end - stroke_, end, 0, band.bottom, tile);
    }

    /// Paints a part of an edge: dashes run along its longer side.
    void paint_edge(int begin, int end, int top, int bottom, const BandTiles::Tile& tile) {
        const bool dashed = tile.outline_kind == Outline::dashed;
        const bool upright = bottom - top > end - begin;
        for (int y = std::max(top, first_line_); y < std::min(bottom, end_line_); ++y)
            for (int x = begin; x < end; ++x)
                if (!dashed || is_dash(upright ? y : x, stroke_))
                    *pixel(x, y) = tile.outline;
    }

    void paint_middle(int begin, int end, const BandTiles::Tile& tile) {
        const Stroke& stroke = strokes_of(tile.pattern).front();
        const bool beads = stroke.direction == StrokeDirection::beaded;
        const double width = middle_width(tile.pattern, row_.height() / tiles_.scale());
        const int thickness = std::max(1, static_cast<int>(std::lround(width * tiles_.scale())));
        const int spacing = std::max(1, static_cast<int>(std::lround(stroke.spacing * tiles_.scale())));
        const int top = (row_.height() - thickness) / 2;
        for (int y = std::max(top, first_line_); y < std::min(top + thickness, end_line_); ++y)
            for (int x = begin; x < end; ++x)
                if (!beads || (origin_.x() + x) % spacing < thickness)
                    *pixel(x, y) = tile.ink;
    }

    std::uint32_t* pixels_;
    std::ptrdiff_t line_pixels_;
    QPoint origin_;
    const BandRow& row_;
    const BandTiles& tiles_;
    int stroke_;
    int first_line_, end_line_;
    int first_column_, end_column_;
};

} // namespace

BandTiles::BandTiles(const Theme& theme, double scale)
    : scale_(scale)
    , stroke_(std::max(1, static_cast<int>(std::lround(scale)))) {
    for (std::size_t style = 0; style < style_count; ++style) {
        const BandStyle& look = theme.styles[style];
        Tile& tile = tiles_[style];
        tile.side = tile_side(look.pattern, scale);
        tile.ink = look.ink.rgb();
        tile.outline = look.outline.rgb();
        tile.pattern = look.pattern;
        tile.outline_kind = look.outline_kind;
        const auto side = static_cast<std::size_t>(tile.side);
        tile.pixels.reserve(side * side);
        for (int y = 0; y < tile.side; ++y)
            for (int x = 0; x < tile.side; ++x)
                tile.pixels.push_back(mixed(look.fill, look.ink, ink_cover(look.pattern, x, y, scale)));
    }
}

void draw_bands(QImage& image, const QPoint& origin, const BandRow& row, const BandTiles& tiles) {
    BandPainter(image, origin, row, tiles).paint();
}

} // namespace interleave
