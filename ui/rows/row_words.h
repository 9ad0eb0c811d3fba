// SPDX-License-Identifier: GPL-3.0-or-later
// Draws words inside the bars of a row where there is room for them.
#pragma once

#include "ui/rows/band_row.h"
#include "ui/rows/timeline_frame.h"

#include <QRectF>

class QPainter;

namespace interleave {

/// Writes the state and object, or the holder, into every run that is wide and high enough: in full, else in
/// a shorter form, else as one letter, else not at all. `bar` is the row's bar in the painter's coordinates.
void draw_words(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar,
                const BandRow& bands);

/// Writes into the steps of a number, of those that wait or of what an object holds, how many they are, where
/// a step is high enough. `place` is that of the bands in the painter's coordinates.
void draw_step_words(QPainter& painter, const TimelineFrame& frame, const QRectF& place,
                     const BandRow& bands);

/// Lists the names of the objects that nobody has used, or says of the row's only one that nobody used it or
/// waited for it. `ground` is the colour behind the row.
void draw_unused_names(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row,
                       const QRectF& bar, const QColor& ground);

} // namespace interleave
