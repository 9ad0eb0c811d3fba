// SPDX-License-Identifier: GPL-3.0-or-later
// Histograms of waits and holds over a logarithmic axis of time.
#pragma once

#include "ui/locks/run_waits.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace interleave {

/// A histogram with its title. Plain data.
struct NamedDurations {
    QString title;
    StyleId style; ///< of the bars
    DurationHistogram durations;
};

/// Returns those that fit the object: waits and holds of a lock, waits and residences of a queue …; without
/// those that are empty.
std::vector<NamedDurations> durations_of(const ObjectFigures& figures);

/// Returns "waits: 1,204 · p50 12.3 µs · p95 1.20 ms · p99 3.40 ms · longest 4.71 ms".
QString durations_sentence(const NamedDurations& named, bool is_complete);

/// Draws the histograms side by side, or one below the other where the area is narrow and high enough. Lines
/// mark p50, p95 and p99. Screen and pictures are both drawn by this.
void draw_durations(QPainter& painter, const QRectF& area, const std::vector<NamedDurations>& all,
                    bool is_complete, const Theme& theme, const QFont& font);

} // namespace interleave
