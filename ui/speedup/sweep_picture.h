// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a sweep's curves as a picture on a sheet.
#pragma once

#include "ui/export/export_picture.h"
#include "ui/speedup/measured_sweep.h"

#include <optional>

namespace interleave {

/// Returns the curves as a drawing to export, which ignores `range` and `legend` of the options. `before`
/// is one that can share its chart.
Drawing sweep_drawing(MeasuredSweep sweep, std::optional<MeasuredSweep> before = std::nullopt);

} // namespace interleave
