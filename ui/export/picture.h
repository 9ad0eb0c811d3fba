// SPDX-License-Identifier: GPL-3.0-or-later
// The composition of a picture: title, rows, axis, legend and caption on one sheet, for any painter.
#pragma once

#include "core/trace/trace.h"
#include "ui/export/picture_options.h"

class QPainter;

namespace interleave {

/// Draws the whole sheet, `options.size` logical pixels from the painter's origin. Letters grow with the
/// sheet. Rows that find no room even at their least height are counted in words. The trace may still grow.
void renderTimeline(const Trace& trace, const PictureOptions& options, QPainter& painter);

} // namespace interleave
