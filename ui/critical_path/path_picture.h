// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a critical path: its way through the lanes, and below it its shares as bars.
#pragma once

#include "core/trace/run_info.h"
#include "ui/export/export_picture.h"
#include "ui/run/run_causes.h"

#include <memory>

namespace interleave {

/// The path must have pieces.
Drawing path_drawing(std::shared_ptr<const Trace> trace, ShownPath shown, const CollectorCounts& counts);

} // namespace interleave
