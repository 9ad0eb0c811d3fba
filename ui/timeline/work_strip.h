// SPDX-License-Identifier: GPL-3.0-or-later
// The strip above a lane's states: which task or named work the lane was at.
#pragma once

#include "ui/timeline/timeline_frame.h"

#include <QRectF>
#include <QStringList>

class QPainter;

namespace interleave {

/// The upper part of a lane's bar that its work takes; empty if the lane never was at any. Pure function.
QRectF work_strip(const Lane& lane, const QRectF& bar);

/// What is said of a stretch, from the fullest words to the shortest: "square 3", "#3". Empty if
/// there is no work in it.
QStringList work_words(const Trace& trace, const WorkStretch& stretch);

/// Draws the stretches of a lane's row within the frame's range into `strip`, with their words where they
/// fit. Takes time by the pixels, not by the stretches.
void draw_work_strip(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row,
                     const QRectF& strip);

} // namespace interleave
