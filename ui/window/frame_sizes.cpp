// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/frame_sizes.h"

#include <QFontMetricsF>
#include <QWidget>

#include <algorithm>

namespace interleave {

namespace {

constexpr double usual_font_height = 15; ///< px, of the font for which the sizes were chosen

} // namespace

FrameSizes frame_sizes(const QWidget& window) {
    const double scale = std::max(1.0, QFontMetricsF(window.font()).height() / usual_font_height);
    const auto scaled = [scale](int size) { return static_cast<int>(size * scale); };
    return {.wide_from = scaled(1600),
            .left = scaled(260),
            .right_if_wide = scaled(460),
            .right_if_narrow = scaled(372)};
}

} // namespace interleave
