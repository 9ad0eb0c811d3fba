// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the curves of a sweep: medians with least and most, and over workers the speedup beside the ideal and
// the fitted laws.
#pragma once

#include "ui/speedup/measured_sweep.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace interleave {

/// Draws the chart with its axes and legend into `area`. Over `workers` it shows the speedup against one
/// worker of the same backend, else the time. What has not been measured yet is left out, doubtful points are
/// hollow. `before` is nullptr, or a sweep that can share the chart: its medians are drawn pale and thin.
/// Screen and pictures are both drawn by this.
void draw_sweep(QPainter& painter, const QRectF& area, const SweepRequest& request, const SweepResult& result,
                const MeasuredSweep* before, const Theme& theme, const QFont& font);

} // namespace interleave
