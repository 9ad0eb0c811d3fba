// SPDX-License-Identifier: GPL-3.0-or-later
// The work strip above a lane's states, which shows the task or named work that the lane did.
#pragma once

#include "ui/timeline/timeline_frame.h"

#include <QRectF>
#include <QStringList>

class QPainter;

namespace interleave {

/// Returns the upper part of a lane's bar, in which its work is shown; empty if the lane had no named work.
/// Pure function.
QRectF work_strip(const TimelineFrame& frame, const Lane& lane, const QRectF& bar);

/// Returns the texts for a stretch, from the longest to the shortest: "square 3", "#3". Empty if there is no
/// work in it.
QStringList work_words(const Trace& trace, const WorkStretch& stretch);

/// Draws the stretches of a lane's row within the frame's range into `strip`, with their words where they
/// fit. Its time grows with the number of pixels, not with that of the stretches.
void draw_work_strip(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row,
                     const QRectF& strip);

} // namespace interleave
