// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline as a picture: rows, axis and legend on a sheet, for any painter.
#pragma once

#include "core/trace/trace.h"
#include "ui/export/export_picture.h"
#include "ui/timeline/overlay_painter.h"

#include <memory>

namespace interleave {

/// Returns the timeline as a drawing to export, which keeps the trace; that may still grow. A note counts the
/// rows for which there is no room even at the least height. `overlay` lies over the rows.
Drawing timeline_drawing(std::shared_ptr<const Trace> trace, TimelineOverlay overlay = {});

} // namespace interleave
