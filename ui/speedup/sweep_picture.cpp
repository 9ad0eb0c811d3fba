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

Drawing sweep_drawing(SweepRequest request, SweepResult result) {
    struct Sweep {
        SweepRequest request;
        SweepResult result;
    };
    const auto sweep = std::make_shared<const Sweep>(Sweep{std::move(request), std::move(result)});
    return [sweep](const PictureOptions& options) {
        const PictureSheet sheet(options);
        const Theme& theme = theme_of(options.theme);
        const double height =
            std::floor(std::min(sheet.most_body_height(), usual_height * sheet.body_width()));
        const QFont font = sheet.font(letters);
        return sheet.with_body(height, [sweep, font, &theme](QPainter& painter, const QRectF& body) {
            draw_sweep(painter, body, sweep->request, sweep->result, theme, font);
        });
    };
}

} // namespace interleave
