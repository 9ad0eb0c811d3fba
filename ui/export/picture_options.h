// SPDX-License-Identifier: GPL-3.0-or-later
// The options of an exported picture.
#pragma once

#include "ui/export/picture_words.h"
#include "ui/navigation/time_range.h"
#include "ui/theme/theme.h"

#include <QSize>

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave {

/// Bounds of a picture's sides in logical pixels: a smaller picture cannot be read, a larger one cannot be
/// shown.
inline constexpr int smallest_picture = 240;
inline constexpr int largest_picture = 16'384;
inline constexpr double smallest_scale = 0.5;
inline constexpr double largest_scale = 8.0;

struct PictureOptions {
    QSize size{1280,
               720};    ///< logical pixels: the width, and the most height; a picture ends with its content
    double scale = 1.0; ///< pixels of a PNG for each logical pixel; SVG and PDF have no pixels
    ThemeName theme = ThemeName::light;
    PictureWords words;
    bool legend = true;
    std::optional<TimeRange> range;   ///< the whole run if not set
    std::vector<std::size_t> lanes{}; ///< indexes of the lanes that are drawn; all of them if it is empty
    bool arrows = false; ///< the timeline has arrows to where lanes went on, also if it was made without them
    bool critical_path = false; ///< the same with the critical path behind the end of the run
};

} // namespace interleave
