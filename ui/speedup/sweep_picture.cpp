// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/sweep_picture.h"

#include "ui/export/picture_sheet.h"
#include "ui/speedup/sweep_chart.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace interleave {

namespace {
constexpr double letters = 13;
/// A chart that is lower in proportion to its width makes slopes too small to compare.
constexpr double usual_height = 0.5;
} // namespace

Drawing sweep_drawing(MeasuredSweep measured, std::optional<MeasuredSweep> earlier) {
    const auto sweep = std::make_shared<const MeasuredSweep>(std::move(measured));
    const auto before = std::make_shared<const std::optional<MeasuredSweep>>(std::move(earlier));
    return [sweep, before](const PictureOptions& options) {
        const PictureSheet sheet(options);
        const Theme& theme = theme_of(options.theme);
        const double height =
            std::floor(std::min(sheet.most_body_height(), usual_height * sheet.body_width()));
        const QFont font = sheet.font(letters);
        return sheet.with_body(height, [sweep, before, font, &theme](QPainter& painter, const QRectF& body) {
            draw_sweep(painter, body, sweep->request, sweep->result, *before ? &**before : nullptr, theme,
                       font);
        });
    };
}

} // namespace interleave
