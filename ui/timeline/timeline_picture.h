// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline as a picture: title, rows, axis, legend and caption on one sheet, for any painter.
#pragma once

#include "core/trace/trace.h"
#include "ui/export/export_picture.h"

#include <memory>

class QPainter;

namespace interleave {

/// Draws the whole sheet, `options.size` logical pixels from the painter's origin. Letters grow with the
/// sheet. A note counts the rows for which there is no room even at the least height. The trace may still
/// grow.
void renderTimeline(const Trace& trace, const PictureOptions& options, QPainter& painter);

/// Returns the same as a drawing to export, which keeps the trace.
Drawing timeline_drawing(std::shared_ptr<const Trace> trace);

} // namespace interleave
