// SPDX-License-Identifier: GPL-3.0-or-later
// Draws bands as pixels.
#pragma once

#include "ui/rows/band_row.h"

#include <QImage>
#include <QPoint>

#include <array>
#include <cstdint>
#include <vector>

namespace interleave {

/// The theme's fills and patterns as small tiles, for one scale. They are cheap enough to be made once per
/// picture.
class BandTiles {
public:
    BandTiles(const Theme& theme, double scale);

    /// The tile of one style, and what does not fit into one.
    struct Tile {
        std::vector<std::uint32_t> pixels; ///< line by line
        int side = 1;
        std::uint32_t ink = 0;
        std::uint32_t outline = 0;
        Pattern pattern = Pattern::solid;
        Outline outline_kind = Outline::none;

        /// Returns a line of the pattern for the pixels of a line of the picture. Tiles are fixed to the
        /// picture, not to the band, so that neighbouring bands of one style look like one.
        const std::uint32_t* line(int y) const noexcept {
            return pixels.data() + static_cast<std::size_t>(y % side) * static_cast<std::size_t>(side);
        }
    };

    const Tile& tile(StyleId style) const noexcept { return tiles_[style]; }
    double scale() const noexcept { return scale_; }
    int stroke() const noexcept { return stroke_; } ///< width of outlines in device pixels

private:
    double scale_;
    int stroke_;
    std::array<Tile, style_count> tiles_;
};

/// Writes the row's bands with their outlines. `origin` is the row's top left in `image`, which has 32 bits a
/// pixel.
void draw_bands(QImage& image, const QPoint& origin, const BandRow& row, const BandTiles& tiles);

} // namespace interleave
