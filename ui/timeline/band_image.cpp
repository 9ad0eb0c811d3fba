// SPDX-License-Identifier: GPL-3.0-or-later
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

/// Bands lower than this have no outline, which would leave nothing of their fill.
constexpr int least_outlined = 5;

/// Whether the neighbouring column continues the band. Where it does not, the outline has a side.
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
    const std::ptrdiff_t line_pixels = image.bytesPerLine() / 4;
    auto* const pixels = reinterpret_cast<std::uint32_t*>(image.bits());
    const int stroke = tiles.stroke();
    const int tile_pixels = tiles.period() * tiles.period();
    // A row at the edge of a scrolled picture reaches beyond it.
    const int first_line = std::max(0, -origin.y());
    const int end_line = image.height() - origin.y();
    const int end_column = std::min(row.width(), image.width() - origin.x());
    for (int x = std::max(0, -origin.x()); x < end_column; ++x) {
        const auto at = [&](int y) -> std::uint32_t& {
            return pixels[(origin.y() + y) * line_pixels + origin.x() + x];
        };
        for (const Band& band : row.column(x)) {
            const int top = std::max<int>(band.top, first_line);
            const int bottom = std::min<int>(band.bottom, end_line);
            if (top >= bottom)
                continue;
            const std::uint32_t* const tile = tiles.line(band.style, 0) + x % tiles.period();
            int offset = top % tiles.period() * tiles.period();
            std::uint32_t* pixel = &at(top);
            for (int y = top; y < bottom; ++y, pixel += line_pixels) {
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
            if (!dashed || is_dash(x, stroke)) {
                for (int y = top; y < std::min(band.top + stroke, bottom); ++y)
                    at(y) = colour;
                for (int y = std::max(band.bottom - stroke, top); y < bottom; ++y)
                    at(y) = colour;
            }
            // Only whole segments have sides; in a stack these would look like stripes.
            const bool whole = band.top == 0 && band.bottom == row.height();
            const bool begins = x > 0 && !continues(row.column(x - 1), band);
            const bool ends = x + 1 < row.width() && !continues(row.column(x + 1), band);
            if (whole && begins != ends)
                for (int y = top; y < bottom; ++y)
                    if (!dashed || is_dash(y, stroke))
                        at(y) = colour;
        }
    }
}

} // namespace interleave
