// SPDX-License-Identifier: GPL-3.0-or-later
// Draws bands as pixels.
#pragma once

#include "ui/timeline/band_row.h"

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

    int period() const noexcept { return period_; }
    /// Returns `period()` pixels of one line of the pattern.
    const std::uint32_t* line(StyleId style, int y) const noexcept {
        return pixels_.data() + (static_cast<std::size_t>(style) * static_cast<std::size_t>(period_) +
                                 static_cast<std::size_t>(y % period_)) *
                                    static_cast<std::size_t>(period_);
    }
    std::uint32_t outline(StyleId style) const noexcept { return outlines_[style]; }
    Outline outline_kind(StyleId style) const noexcept { return kinds_[style]; }
    int stroke() const noexcept { return stroke_; } ///< width of outlines in device pixels

private:
    int period_;
    int stroke_;
    std::vector<std::uint32_t> pixels_;
    std::array<std::uint32_t, style_count> outlines_{};
    std::array<Outline, style_count> kinds_{};
};

/// Writes the row's bands with their outlines. `origin` is the row's top left in `image`, which has 32 bits a
/// pixel.
void draw_bands(QImage& image, const QPoint& origin, const BandRow& row, const BandTiles& tiles);

} // namespace interleave
