#include "ui/timeline/band_image.h"

#include <algorithm>
#include <cmath>

namespace interleave {

BandTiles::BandTiles(const Theme& theme, double scale) {
    const int factor = std::max(1, static_cast<int>(std::lround(scale)));
    period_ = pattern_period * factor;
    stroke_ = factor;
    const auto side = static_cast<std::size_t>(period_);
    pixels_.resize(style_count * side * side);
    std::uint32_t* pixel = pixels_.data();
    for (std::size_t style = 0; style < style_count; ++style) {
        const BandStyle& look = theme.styles[style];
        const std::uint32_t fill = look.fill.rgb();
        const std::uint32_t ink = look.ink.rgb();
        for (int y = 0; y < period_; ++y)
            for (int x = 0; x < period_; ++x)
                *pixel++ = has_ink(look.pattern, x / factor, y / factor) ? ink : fill;
        outlines_[style] = look.outline.rgb();
        kinds_[style] = look.outline_kind;
    }
}

namespace {

/// Bands lower than this have no outline: it would be all there is.
constexpr int least_outlined = 5;

/// True where the band has no equal neighbour on that side: there its outline stands.
bool continues(std::span<const Band> neighbours, const Band& band) noexcept {
    return std::ranges::any_of(neighbours, [&](const Band& other) {
        return other.style == band.style && other.top < band.bottom && other.bottom > band.top;
    });
}

/// Dashed outlines have a gap in every second piece of this many strokes.
bool is_dash(int position, int stroke) noexcept {
    return position / (4 * stroke) % 2 == 0;
}

} // namespace

void draw_bands(QImage& image, const QPoint& origin, const BandRow& row, const BandTiles& tiles) {
    const auto line_pixels = static_cast<std::size_t>(image.bytesPerLine() / 4);
    auto* const first = reinterpret_cast<std::uint32_t*>(image.bits()) +
                        static_cast<std::size_t>(origin.y()) * line_pixels +
                        static_cast<std::size_t>(origin.x());
    const int stroke = tiles.stroke();
    const int height = row.height();
    const int tile_pixels = tiles.period() * tiles.period();
    for (int x = 0; x < row.width(); ++x) {
        std::uint32_t* const column = first + x;
        const int tile_x = x % tiles.period();
        for (const Band& band : row.column(x)) {
            const std::uint32_t* const tile = tiles.line(band.style, 0) + tile_x;
            std::uint32_t* pixel = column + band.top * line_pixels;
            int offset = band.top % tiles.period() * tiles.period();
            for (int y = band.top; y < band.bottom; ++y, pixel += line_pixels) {
                *pixel = tile[offset];
                offset += tiles.period();
                if (offset == tile_pixels)
                    offset = 0;
            }
            const Outline kind = tiles.outline_kind(band.style);
            if (kind == Outline::none || band.bottom - band.top < least_outlined * stroke)
                continue;
            const std::uint32_t colour = tiles.outline(band.style);
            const bool dashed = kind == Outline::dashed;
            if (!dashed || is_dash(x, stroke))
                for (int y = 0; y < stroke; ++y) {
                    column[(band.top + y) * static_cast<int>(line_pixels)] = colour;
                    column[(band.bottom - 1 - y) * static_cast<int>(line_pixels)] = colour;
                }
            // Sides only for whole segments: in a stack they would be mere stripes.
            const bool whole = band.top == 0 && band.bottom == height;
            const bool begins = x == 0 || !continues(row.column(x - 1), band);
            const bool ends = x + 1 == row.width() || !continues(row.column(x + 1), band);
            if (whole && begins != ends && ((begins && x > 0) || (ends && x + 1 < row.width())))
                for (int y = band.top; y < band.bottom; ++y)
                    if (!dashed || is_dash(y, stroke))
                        column[y * static_cast<int>(line_pixels)] = colour;
        }
    }
}

} // namespace interleave
